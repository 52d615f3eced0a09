import type { StatisticsGroup } from '@carillon/contract';
import { dayKeys } from './day-keys.ts';

export type TimeRow = { key: string; group: StatisticsGroup | undefined };
type Asked = { groups: readonly StatisticsGroup[]; span: { from: Date; to: Date }; oneDay: boolean; now: Date };

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'));

/** One row for each day (or hour of the only day), also where nobody called: a gap is news. */
export function timeRows({ groups, span, oneDay, now }: Asked): TimeRow[] {
  const known = new Map(groups.map((group) => [group.key, group]));
  const keys = oneDay ? HOURS : dayKeys(span, now);
  return keys.map((key) => ({ key, group: known.get(key) }));
}
