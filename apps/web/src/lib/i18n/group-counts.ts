import type { FormatterModule } from 'i18next';

/** Values that are amounts, whatever the sentence: 1,000,000. A year or an extension is none. */
const AMOUNTS: ReadonlySet<unknown> = new Set(['count', 'done', 'total']);

/** Counts in texts as readers write them: "1,441 calls", "1 441 звонок". Other numbers, years and hours among them, stay as they are. */
export const groupCounts: FormatterModule = {
  type: 'formatter',
  init() {},
  add() {},
  addCached() {},
  format: (value: unknown, _format, language, options) =>
    typeof value === 'number' && AMOUNTS.has(options?.['interpolationkey'])
      ? new Intl.NumberFormat(language).format(value)
      : (value as string), // i18next makes a text of whatever it is
};
