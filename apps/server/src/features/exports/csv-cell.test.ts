import { expect, test } from 'vitest';
import { csvCell } from './csv-cell.ts';

test.each<[given: string, value: string | number | null, cell: string]>([
  ['a formula', '=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ['a sum', '+1+2', `'+1+2`],
  ['a difference', '-2+3', `'-2+3`],
  ['an old macro', '@SUM(A1)', `'@SUM(A1)`],
  ['a formula behind a tab', '\t=1+1', `'\t=1+1`],
  ['a formula behind a line break', '\r=1+1', `"'\r=1+1"`],
  ['a formula in wide letters', '＝1+1', `'＝1+1`],
  ['a phone number', '+79161234567', '+79161234567'],
  ['a number with more behind it', '+79161234567|calc', `'+79161234567|calc`],
  ['the delimiter', 'a;b', '"a;b"'],
  ['another delimiter', 'a,b', 'a,b'],
  ['a quote', 'say "hi"', '"say ""hi"""'],
  ['a line break', 'a\nb', '"a\nb"'],
  ['seconds', 42, '42'],
  ['nothing', null, ''],
])('5.7 %s is harmless in a spreadsheet', (_given, value, cell) => {
  expect(csvCell(value, ';')).toBe(cell);
});
