import type { StatisticsGroup } from '@carillon/contract';
import { expect, test, vi } from 'vitest';
import { heatOf } from './heat-of.ts';
import { timeRows } from './time-rows.ts';

vi.stubEnv('TZ', 'Europe/Berlin'); // changes its clocks on 29 March 2026

const group = (key: string) => ({ key }) as StatisticsGroup; // nothing else is looked at
const groups = [group('2026-03-30'), group('2026-03-28')];

test('5.7 every day has its row once, also without a call and across the night of the clock change', () => {
  const span = { from: new Date(2026, 2, 28), to: new Date(2026, 2, 31) };
  const rows = timeRows({ groups, span, oneDay: false, now: new Date(2026, 3, 14) });
  expect(rows.map(({ key, group: found }) => [key, found !== undefined])).toEqual([
    ['2026-03-28', true],
    ['2026-03-29', false],
    ['2026-03-30', true],
  ]);
});

test('5.7 days that are still to come have none', () => {
  const span = { from: new Date(2026, 2, 1), to: new Date(2026, 3, 1) };
  const rows = timeRows({ groups: [], span, oneDay: false, now: new Date(2026, 2, 2, 23, 59) });
  expect(rows.map(({ key }) => key)).toEqual(['2026-03-01', '2026-03-02']);
});

test('5.7 the heat map holds the working day, and the hours beyond it in which anybody called', () => {
  const heat = heatOf([
    { key: '1-09', calls: 3 },
    { key: '7-20', calls: 8 },
    { key: '2-23', calls: 0 },
  ]);
  expect(heat.hours).toEqual([9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20]);
  expect([heat.calls(1, 9), heat.calls(7, 20), heat.calls(3, 10), heat.max]).toEqual([3, 8, 0, 8]);
});

test('5.7 an empty heat map holds the working day', () => {
  expect(heatOf([])).toMatchObject({ max: 0, hours: [9, 10, 11, 12, 13, 14, 15, 16, 17, 18] });
});
