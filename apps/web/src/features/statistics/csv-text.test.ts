import { expect, test } from 'vitest';
import { csvText } from './csv-text.ts';

test('5.7 commas, quotes and line breaks stay in their cell', () => {
  expect(csvText([['ООО «Ромашка», Казань', 'say "hi"', 'two\nlines']])).toBe(
    '\uFEFF"ООО «Ромашка», Казань","say ""hi""","two\nlines"\r\n',
  );
});

test.each(['=1+1', '+79161234567', '-1', '@SUM(A1)', '\tx'])('5.7 no spreadsheet computes %j', (text) => {
  expect(csvText([[text]])).toContain(`'${text}`);
});

test('5.7 a number stays one, below zero too, and nothing is an empty cell', () => {
  expect(csvText([[0.846, -3, null]])).toBe('\uFEFF0.846,-3,\r\n');
});
