import { expect, test } from 'vitest';
import { spellSeconds } from './spell-seconds.ts';

test.each([
  [0, 'en', '0s'],
  [11.6, 'en', '12s'],
  [60, 'en', '1m'],
  [252, 'en', '4m 12s'],
  [252, 'ru', '4 мин 12 с'],
  [3600, 'ru', '1 ч'],
  [52_379, 'en', '14h 32m'],
  [5_155_200, 'ru', '1 432 ч'],
  [322_199, 'en', '89h'],
])('5.7 %d seconds in %s are "%s"', (seconds, language, text) => {
  expect(spellSeconds(seconds, language).replaceAll('\u00a0', ' ')).toBe(text);
});
