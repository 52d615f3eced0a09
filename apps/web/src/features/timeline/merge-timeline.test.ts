import { expect, test, vi } from 'vitest';
import { mergeTimeline } from './merge-timeline.ts';

const source = (days: number[], more = false) => ({
  entries: days.map((day) => ({ at: `2026-03-${String(day).padStart(2, '0')}` })),
  more,
  loadMore: vi.fn<() => void>(),
});
const days = ({ entries }: { entries: readonly { at: string }[] }) => entries.map(({ at }) => Number(at.slice(-2)));

test('several lists stand as one, the newest first', () => {
  const merged = mergeTimeline([source([9, 3]), source([]), source([12, 5, 1])]);
  expect(days(merged)).toEqual([12, 9, 5, 3, 1]);
  expect(merged.more).toBe(false);
});

test('nothing is shown below the end of a list that goes on, and that list is loaded first', () => {
  const [calls, notes, tasks] = [source([20, 15], true), source([18, 10, 2], true), source([16, 1])];
  const merged = mergeTimeline([calls, notes, tasks]);
  expect(days(merged)).toEqual([20, 18, 16, 15]);
  expect(merged.more).toBe(true);
  merged.loadMore();
  expect(calls.loadMore).toHaveBeenCalledOnce();
  expect(notes.loadMore).not.toHaveBeenCalled();
  expect(tasks.loadMore).not.toHaveBeenCalled();
});

test('lists that end at the same moment are loaded together', () => {
  const [calls, notes] = [source([20, 15], true), source([18, 15], true)];
  mergeTimeline([calls, notes]).loadMore();
  expect(calls.loadMore).toHaveBeenCalledOnce();
  expect(notes.loadMore).toHaveBeenCalledOnce();
});
