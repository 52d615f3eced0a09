const RUSSIAN_SPOKEN = new Set(['ru', 'RU', 'BY', 'KZ', 'KG', 'UZ', 'TJ', 'TM']);

/** Whether words for this locale, or for this country where nobody chose a locale, are Russian ones. */
export function speaksRussian(language: string): boolean {
  return RUSSIAN_SPOKEN.has(language);
}
