import { describe, expect, test } from 'vitest';
import { durationText, whenText } from './when.ts';

const now = new Date(2026, 2, 14, 15, 0);

describe('a moment in a list', () => {
  test.each<[given: string, at: Date, english: string]>([
    ['today says only the hour', new Date(2026, 2, 14, 9, 5), '09:05'],
    ['a minute before midnight is yesterday', new Date(2026, 2, 13, 23, 59), 'yesterday, 23:59'],
    ['a minute after midnight is tomorrow', new Date(2026, 2, 15, 0, 1), 'tomorrow, 00:01'],
    ['this year leaves the year out', new Date(2026, 0, 2, 8, 0), 'Jan 2, 08:00'],
    ['another year leaves the hour out', new Date(2025, 11, 31, 8, 0), 'Dec 31, 2025'],
  ])('%s', (_given, at, english) => {
    expect(whenText(at, now, 'en')).toBe(english);
  });

  test('is said in Russian to Russians', () => {
    expect(whenText(new Date(2026, 2, 13, 12, 0), now, 'ru')).toBe('вчера, 12:00');
  });
});

test.each([
  [0, '0:00'],
  [252, '4:12'],
  [3723, '1:02:03'],
])('%i seconds of talk read %s', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});
