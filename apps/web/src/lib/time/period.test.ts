import { expect, test } from 'vitest';
import { spanOf } from './period.ts';

const now = new Date(2026, 2, 1, 15, 30);
const at = (...parts: [number, number, number]) => new Date(...parts).toISOString();

test.each([
  ['5.7 today starts at midnight of the reader’s zone', 'today', {}, { from: at(2026, 2, 1) }],
  [
    '5.7 yesterday ends at midnight, and may lie in another month',
    'yesterday',
    {},
    { from: at(2026, 1, 28), to: at(2026, 2, 1) },
  ],
  ['5.7 seven days include today', 'week', {}, { from: at(2026, 1, 23) }],
  ['5.7 this month lasts until now', 'this-month', {}, { from: at(2026, 2, 1) }],
  ['5.7 last month is over', 'last-month', {}, { from: at(2026, 1, 1), to: at(2026, 2, 1) }],
  [
    '5.7 the last chosen day is included whole',
    'custom',
    { first: '2026-02-01', last: '2026-02-28' },
    { from: at(2026, 1, 1), to: at(2026, 2, 1) },
  ],
  ['5.7 half a choice is half a span', 'custom', { first: '2026-02-01' }, { from: at(2026, 1, 1) }],
  ['no period filters nothing', undefined, {}, {}],
])('%s', (_sentence, period, days, expected) => {
  expect(spanOf(period, days, now)).toEqual(expected);
});
