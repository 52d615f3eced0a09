import { expect, test } from 'vitest';
import { seekTarget } from './seek-target.ts';

const press = (key: string, shiftKey = false) => ({ key, shiftKey });

test.each<[given: string, key: string, at: number, expected: number | undefined]>([
  ['an arrow to the right', 'ArrowRight', 20, 30],
  ['an arrow to the left', 'ArrowLeft', 20, 10],
  ['an arrow to the left near the beginning', 'ArrowLeft', 4, 0],
  ['an arrow to the right near the end', 'ArrowRight', 58, 60],
  ['the beginning', 'Home', 20, 0],
  ['the end', 'End', 20, 60],
  ['another key', 'a', 20, undefined],
  ['a leap between fields', 'Tab', 20, undefined],
])('5.5 %s', (_given, key, at, expected) => {
  expect(seekTarget(press(key), { at, seconds: 60 })).toBe(expected);
});

test('5.5 with Shift an arrow goes one second', () => {
  expect(seekTarget(press('ArrowRight', true), { at: 20, seconds: 60 })).toBe(21);
});

test('5.5 a recording of unknown length can be skipped through, but has no end to go to', () => {
  expect(seekTarget(press('ArrowRight'), { at: 20, seconds: null })).toBe(30);
  expect(seekTarget(press('End'), { at: 20, seconds: null })).toBeUndefined();
});
