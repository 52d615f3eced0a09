import type { StatisticsGroupBy } from '@carillon/contract';
import type { Grain } from '../../journal/cover-period.ts';
import type { Journal } from '../../journal/journal-filter.ts';
import { hasWholeHours, isExact, sumsOf, type Whose } from '../../journal/roll-ups.ts';

/** Which sums answer a question, and how coarse they may be. */
export type RollUp = { whose: Whose; grains: readonly Grain[] };

const OF_TIME: ReadonlySet<string> = new Set(['day', 'hour', 'weekdayHour']);

export type Asked = { journal: Journal; from: number; to: number; timezone: string; groupBy: StatisticsGroupBy | undefined };

/** Undefined: nothing but the calls themselves knows, by the indexes of the journal's filters. */
export function rollUpFor({ journal, from, to, timezone, groupBy }: Asked): RollUp | undefined {
  const whose = sumsOf(journal, groupBy === 'user' || groupBy === 'did' || groupBy === 'source' ? groupBy : undefined);
  if (whose === undefined || !isExact(journal)) return undefined;
  const { weekday, hour, zone = 'UTC' } = journal.filter;
  const clocks = [
    ...(groupBy !== undefined && OF_TIME.has(groupBy) ? [timezone] : []),
    ...(weekday === undefined && hour === undefined ? [] : [zone]),
  ];
  const finest: Grain[] = whose === 'all' ? ['quarter'] : [];
  if (clocks.length === 0) return { whose, grains: ['day', 'hour', ...finest] };
  return { whose, grains: clocks.every((clock) => hasWholeHours(clock, { from, to })) ? ['hour', ...finest] : finest };
}
