const COUNTRY_SEVEN = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/;

/** Writes a number of another country; comes with the formatting library. */
export type WriteForeign = (e164: string) => string;

/**
 * A number as people read it: `+7 916 123-45-67`; other countries by their own custom as soon as `foreign` is there.
 * What is no E.164 number (extensions, short numbers) comes back as it is.
 */
export function formatNumber(number: string, foreign?: WriteForeign): string {
  const seven = COUNTRY_SEVEN.exec(number);
  if (seven) return `+7 ${seven[1]} ${seven[2]}-${seven[3]}-${seven[4]}`;
  if (!/^\+\d{7,15}$/.test(number)) return number;
  return foreign?.(number) ?? number;
}

/** True when only the library knows how to write this number. */
export const isForeign = (number: string): boolean => /^\+\d{7,15}$/.test(number) && !COUNTRY_SEVEN.test(number);
