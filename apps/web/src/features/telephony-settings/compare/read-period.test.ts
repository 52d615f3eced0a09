import { expect, test } from 'vitest';
import { dayText, readPeriod } from './read-period.ts';

test('5.8 the days somebody chose are whole days by their clock, the last one included', () => {
  expect(readPeriod('2026-03-01', '2026-03-31')).toEqual({
    from: new Date(2026, 2, 1).toISOString(),
    to: new Date(2026, 3, 1).toISOString(),
  });
  expect(readPeriod('2026-03-01', '2026-03-01')).toBeDefined();
  expect(dayText(new Date(2026, 2, 1, 23, 59))).toBe('2026-03-01');
});

test.each([
  ['', '2026-03-01'],
  ['2026-03-02', '2026-03-01'],
  ['2024-01-01', '2026-03-01'],
  ['yesterday', 'today'],
])('5.8 from %s to %s is no period', (from, to) => {
  expect(readPeriod(from, to)).toBeUndefined();
});
