import { expect, test } from 'vitest';
import { taskListQuery } from './task-list-query.ts';

const now = new Date(2026, 2, 31, 15, 0);
const at = (...parts: [number, number, number]) => new Date(...parts).toISOString();

test.each([
  ['mine that are open, without any filter', {}, { responsibleId: 'me', done: false }],
  ['everybody’s overdue ones', { whose: 'all', when: 'overdue' }, { overdue: true }],
  ['those in the pool', { whose: 'pool' }, { pool: true, done: false }],
  [
    'today is a day of the reader’s zone, also at the end of a month',
    { when: 'today' },
    { responsibleId: 'me', done: false, dueAfter: at(2026, 2, 31), dueBefore: at(2026, 3, 1) },
  ],
  ['later begins at midnight', { when: 'later' }, { responsibleId: 'me', done: false, dueAfter: at(2026, 3, 1) }],
  ['an unknown word in the address filters nothing', { whose: 'x', when: 'y' }, { responsibleId: 'me', done: false }],
])('%s', (_sentence, filters, expected) => {
  expect(taskListQuery(filters, { me: 'me', now })).toEqual(expected);
});
