import { daysAgo } from '../../lib/time/when.ts';

export const TASK_GROUPS = ['overdue', 'today', 'later', 'undated'] as const;
export type TaskGroup = (typeof TASK_GROUPS)[number];

/** Where an open task stands for the reader at this moment. */
export function groupOf({ dueAt }: { dueAt: string | null }, now: Date): TaskGroup {
  if (dueAt === null) return 'undated';
  const due = new Date(dueAt);
  if (due < now) return 'overdue';
  return daysAgo(due, now) === 0 ? 'today' : 'later';
}

/** Open tasks by what is to be done first; within a group the soonest first. Empty groups are left out. */
export function groupTasks<T extends { dueAt: string | null }>(
  tasks: readonly T[],
  now: Date,
): { group: TaskGroup; tasks: T[] }[] {
  const sorted = tasks.toSorted((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? ''));
  return TASK_GROUPS.map((group) => ({ group, tasks: sorted.filter((task) => groupOf(task, now) === group) })).filter(
    (each) => each.tasks.length > 0,
  );
}
