const A_SUNDAY = 4; // 4 January 2026

/** The name of a weekday, 1 = Monday, in the reader's language. */
export const weekdayName = (weekday: number, width: 'short' | 'long', language: string): string =>
  new Intl.DateTimeFormat(language, { weekday: width }).format(new Date(2026, 0, A_SUNDAY + weekday));
