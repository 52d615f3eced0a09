import { expect, test } from 'vitest';
import { markedParts, placeOf, readPlace } from './marked-parts.ts';

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

test('5.11 a link leads to the second in which it was said, and a broken one nowhere', () => {
  expect(readPlace(placeOf({ n: 2, seconds: 83.4 }))).toEqual({ n: 2, seconds: 83.4 });
  expect(readPlace(placeOf({ n: 1, seconds: null }))).toEqual({ n: 1, seconds: 0 });
  for (const broken of [undefined, '', 'x', '1', '1-', '-1-3', '1-3-5', '1-1e9']) expect(readPlace(broken)).toBeUndefined();
});
