const ENGLISH = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' };

/** "2nd", "2-й". */
export function nthText(n: number, language: string): string {
  if (language.startsWith('ru')) return `${n}-й`;
  return `${n}${ENGLISH[new Intl.PluralRules('en', { type: 'ordinal' }).select(n)]}`;
}
