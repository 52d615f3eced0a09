import { expect, test } from 'vitest';
import { secondsLeft } from './seconds-left.ts';

const since = new Date(0);
const now = new Date(10_000);

test.each([
  ['a quarter done in 10 s leaves 30 s', { done: 100, total: 400 }, 30],
  ['nothing is foretold from the first rows', { done: 5, total: 400 }, undefined],
  ['nothing is foretold without a total', { done: 100, total: null }, undefined],
  ['nothing is left at the end', { done: 400, total: 400 }, undefined],
])('%s', (_sentence, progress, expected) => {
  expect(secondsLeft({ ...progress, since, now })).toBe(expected);
});
