import { expect, test } from 'vitest';
import { longText } from './long-text.ts';

test.each([
  [14, 'en', '14 min'],
  [59, 'ru', '59 мин'],
  [60, 'en', '1 hr'],
  [179, 'ru', '2 ч'],
  [1440, 'en', '1 day'],
  [3000, 'ru', '2 дн.'],
])('9.8 %i minutes in %s are "%s"', (minutes, language, text) => {
  expect(longText(minutes, language).replaceAll('\u00a0', ' ')).toBe(text);
});
