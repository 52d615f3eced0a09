import type { StatisticsGroup } from '@carillon/contract';

export type Heat = {
  /** The working day and the hours beyond it in which anybody called, without gaps: few calls look like few. */
  hours: number[];
  calls: (weekday: number, hour: number) => number;
  max: number;
};

const WORKING_DAY: [first: number, last: number] = [9, 18];

/** Calls by weekday (1 = Monday) and hour, from groups with keys like `1-09`. */
export function heatOf(groups: readonly Pick<StatisticsGroup, 'key' | 'calls'>[]): Heat {
  const counts = new Map<string, number>();
  const seen: number[] = [];
  for (const { key, calls } of groups) {
    const [weekday, hour] = (key ?? '').split('-').map(Number);
    if (weekday === undefined || hour === undefined || calls === 0) continue;
    counts.set(`${weekday}-${hour}`, calls);
    seen.push(hour);
  }
  const [first, last] = [Math.min(WORKING_DAY[0], ...seen), Math.max(WORKING_DAY[1], ...seen)];
  return {
    hours: Array.from({ length: last - first + 1 }, (_, index) => first + index),
    calls: (weekday, hour) => counts.get(`${weekday}-${hour}`) ?? 0,
    max: Math.max(0, ...counts.values()),
  };
}
