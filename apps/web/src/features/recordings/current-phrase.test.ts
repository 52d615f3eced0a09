import type { TranscriptPhrase } from '@carillon/contract';
import { expect, test } from 'vitest';
import { currentPhrase, speakerOf } from './current-phrase.ts';

const phrase = (channel: number | null, startSeconds: number | null): TranscriptPhrase => ({
  channel,
  startSeconds,
  endSeconds: startSeconds === null ? null : startSeconds + 2,
  text: 'hello',
});
const talk = [phrase(2, 1), phrase(1, 4), phrase(2, 9)];

test.each([
  [0, -1],
  [0.99, -1],
  [1, 0],
  [3.5, 0],
  [4, 1],
  [8.99, 1],
  [600, 2],
])('5.11 at second %d the phrase %d is marked', (at, expected) => {
  expect(currentPhrase(talk, at)).toBe(expected);
});

test('5.11 phrases without seconds are never marked', () => {
  expect(currentPhrase([phrase(1, null), phrase(2, null)], 5)).toBe(-1);
  expect(currentPhrase([], 5)).toBe(-1);
});

test('5.11 speakers are counted by their channels, whoever speaks first; one alone has no number', () => {
  expect([speakerOf(talk, 2), speakerOf(talk, 1)]).toEqual([2, 1]);
  expect(speakerOf([phrase(0, 1), phrase(1, 2)], 0)).toBe(1);
  expect(speakerOf([phrase(null, 1)], null)).toBe(0);
});
