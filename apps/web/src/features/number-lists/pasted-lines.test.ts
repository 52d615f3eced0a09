import { expect, test } from 'vitest';
import { pastedLines } from './pasted-lines.ts';

test.each<[string, string, string[]]>([
  ['lines', '+44701*\n8 (916) 765-43-21\r\n', ['+44701*', '8 (916) 765-43-21']],
  ['a column of a table with blanks', '\t+79161112233\t\n\n +79161112234 ', ['+79161112233', '+79161112234']],
  ['a list in one line', '+79161112233, +79161112234;+79161112235', ['+79161112233', '+79161112234', '+79161112235']],
  ['nothing', ' \n ', []],
])('10.1 %s', (_what, text, lines) => {
  expect(pastedLines(text)).toEqual(lines);
});
