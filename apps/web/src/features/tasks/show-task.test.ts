import type { Task } from '@carillon/contract';
import { expect, test } from 'vitest';
import { showTask } from './show-task.ts';

const task = (id: string) => ({ id, title: id, doneAt: null }) as Task; // the rest is not looked at
const [a, b] = [task('a'), task('b')];
const changed = { ...b, title: 'changed' };

test.each([
  ['a list', { items: [a, b] }, { items: [a, changed] }],
  ['a list page by page', { pages: [{ items: [a] }, { items: [b] }] }, { pages: [{ items: [a] }, { items: [changed] }] }],
  ['the task itself', b, changed],
  ['another task', a, a],
  ['nothing yet', undefined, undefined],
])('a change is shown in %s', (_kept, cached, expected) => {
  expect(showTask(cached, 'b', { title: 'changed' })).toEqual(expected);
});

test('a list without the task stays the very same object', () => {
  const list = { items: [a] };
  expect(showTask(list, 'b', { title: 'changed' })).toBe(list);
});
