import { expect, test } from 'vitest';
import { bytesText } from './bytes-text.ts';

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1_250_000, '1.3 MB'],
  [12_400_000, '12 MB'],
  [2_300_000_000, '2.3 GB'],
  [4_000_000_000_000_000, '4,000 TB'],
])('5.10 %i bytes read %j', (bytes, text) => {
  expect(bytesText(bytes, 'en')).toBe(text);
});

test('5.10 in Russian', () => {
  expect(bytesText(2_300_000_000, 'ru')).toBe('2,3 ГБ');
});
