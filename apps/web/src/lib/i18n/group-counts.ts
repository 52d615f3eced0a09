import type { FormatterModule } from 'i18next';

/** Counts in texts as readers write them: "1,441 calls", "1 441 звонок". Other numbers, years and hours among them, stay as they are. */
export const groupCounts: FormatterModule = {
  type: 'formatter',
  init() {},
  add() {},
  addCached() {},
  format: (value: unknown, _format, language, options) =>
    typeof value === 'number' && options?.['interpolationkey'] === 'count'
      ? new Intl.NumberFormat(language).format(value)
      : (value as string), // i18next makes a text of whatever it is
};
