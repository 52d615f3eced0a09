import { expect, test } from 'vitest';
import { journalSearch } from './journal-link.ts';
import { RESULT_SHARES, SHARE_NAMES } from './result-shares.ts';

const week = { period: 'week' };
const own = { period: 'custom', from: '2026-03-01', to: '2026-03-14' };

test.each<[sentence: string, Parameters<typeof journalSearch>, Record<string, string>]>([
  ['a figure opens its period', [week, { direction: 'inbound' }], { period: 'week', direction: 'inbound' }],
  ['own days stay', [own, { userId: 'u1' }], { ...own, userId: 'u1' }],
  [
    'a part of a bar opens its day with its results',
    [own, { day: '2026-03-08', share: 'notReached' }],
    { period: 'custom', from: '2026-03-08', to: '2026-03-08', status: 'not-reached,busy' },
  ],
  ['an hour of the only day opens it', [{ period: 'today' }, { hour: 0 }], { period: 'today', hour: '0' }],
  ['a cell opens its weekday and hour', [week, { weekday: 7, hour: 9 }], { period: 'week', weekday: '7', hour: '9' }],
  ['calls without a source can be asked for', [week, { source: null }], { period: 'week', unsourced: 'true' }],
  ['a source called nothing is a source', [week, { source: 'null' }], { period: 'week', source: 'null' }],
])('5.7 %s', (_sentence, [period, part], expected) => {
  expect(journalSearch(period, part)).toEqual(expected);
});

test('5.7 the parts of a bar are all its calls, and no result is in two of them', () => {
  const group = { calls: 20, answered: 9, missed: 4, notReached: 3, busy: 2 };
  expect(SHARE_NAMES.map((share) => RESULT_SHARES[share].count(group))).toEqual([9, 4, 5, 2]);
  const statuses = SHARE_NAMES.flatMap((share) => [...RESULT_SHARES[share].statuses]);
  expect(new Set(statuses).size).toBe(statuses.length);
});
