import { expect, test } from 'vitest';
import { fromFirstMark, markedParts, placeOf, readPlace } from './marked-parts.ts';

const shown = (text: string, ...marks: { from: number; to: number }[]) =>
  markedParts({ text, marks }).map((part) => (part.marked ? `[${part.text}]` : part.text));

test('5.11 the words that were searched for are marked where they stand', () => {
  expect(shown('доставка завтра до обеда', { from: 0, to: 8 }, { from: 19, to: 24 })).toEqual([
    '[доставка]',
    ' завтра до ',
    '[обеда]',
  ]);
  expect(shown('<b>the courier</b>', { from: 7, to: 14 }).join('')).toBe('<b>the [courier]</b>');
  expect(shown('nothing')).toEqual(['nothing']);
});

test.each([
  ['I am calling about the [invoice] you sent', '…about the [invoice] you sent'],
  ['the [invoice], I am calling about the [invoice]', 'the [invoice], I am calling about the [invoice]'],
  ['Rindfleischetikettierungs[gesetz]', '…[gesetz]'],
  ['no mark in this long phrase', 'no mark in this long phrase'],
])('5.11 in a narrow line %j is shown as %j', (whole, expected) => {
  const marks = [...whole.matchAll(/\[(.*?)\]/g)].map(({ index, 1: word = '' }, before) => ({
    from: index - 2 * before,
    to: index - 2 * before + word.length,
  }));
  const line = fromFirstMark({ text: whole.replaceAll(/[[\]]/g, ''), marks });
  expect(shown(line.text, ...line.marks).join('')).toBe(expected);
});

test('5.11 a link leads to the second in which it was said, and a broken one nowhere', () => {
  expect(readPlace(placeOf({ n: 2, seconds: 83.4 }))).toEqual({ n: 2, seconds: 83.4 });
  expect(readPlace(placeOf({ n: 1, seconds: null }))).toEqual({ n: 1, seconds: 0 });
  for (const broken of [undefined, '', 'x', '1', '1-', '-1-3', '1-3-5', '1-1e9']) expect(readPlace(broken)).toBeUndefined();
});
