const COUNTRIES = new Set(['RU', 'KZ', 'BY', 'TM']);

/** Whether `8` opens a long-distance call there, and `8~10` (or `810`) leaves the country. */
export function hasTrunkEight(country: string): boolean {
  return COUNTRIES.has(country);
}
