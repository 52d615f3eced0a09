import { expect, test } from 'vitest';
import { groupTasks } from './group-tasks.ts';

const now = new Date(2026, 2, 14, 15, 0);
const due = (...parts: [number, number, number, number, number]) => ({ dueAt: new Date(...parts).toISOString() });

test('open tasks stand by what comes first: overdue, the rest of today, later, without a date', () => {
  const [yesterday, noon, evening, midnight, never] = [
    due(2026, 2, 13, 10, 0),
    due(2026, 2, 14, 12, 0),
    due(2026, 2, 14, 23, 59),
    due(2026, 2, 15, 0, 0),
    { dueAt: null },
  ];
  expect(groupTasks([never, midnight, evening, noon, yesterday], now)).toEqual([
    { group: 'overdue', tasks: [yesterday, noon] },
    { group: 'today', tasks: [evening] },
    { group: 'later', tasks: [midnight] },
    { group: 'undated', tasks: [never] },
  ]);
});

test('groups without tasks are left out', () => {
  expect(groupTasks([], now)).toEqual([]);
});
