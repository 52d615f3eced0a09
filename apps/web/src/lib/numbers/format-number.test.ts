import { expect, test } from 'vitest';
import { formatNumber, isForeign } from './format-number.ts';

test.each([
  ['+79161234567', '+7 916 123-45-67'],
  ['100', '100'],
  ['+44', '+44'],
  ['+442079460958', '+442079460958'],
])('4.4 %s is shown as %s before the library is there', (number, shown) => {
  expect(formatNumber(number)).toBe(shown);
});

test('a foreign number is written by the library once it is there', () => {
  expect(formatNumber('+442079460958', () => '+44 20 7946 0958')).toBe('+44 20 7946 0958');
});

test('no page asks for the library on account of a Russian number', () => {
  expect([isForeign('+79161234567'), isForeign('100'), isForeign('+442079460958')]).toEqual([false, false, true]);
});
