import type { StatisticsGroupBy } from '@carillon/contract';
import { zoneOffsetMs } from '@carillon/telephony';
import type { Journal } from '../../journal/journal-filter.ts';
import type { Grain } from './cover-period.ts';

type Whose = 'all' | 'user' | 'did' | 'source';
/** Which sums answer a question, and how coarse they may be. */
export type RollUp = { whose: Whose; grains: readonly Grain[] };

const HOUR_MS = 3_600_000;
const LOOK_EVERY_MS = 14 * 24 * HOUR_MS; // no zone keeps an odd offset for a shorter time
const OF_TIME: ReadonlySet<string> = new Set(['day', 'hour', 'weekdayHour']);

export type Asked = { journal: Journal; from: number; to: number; timezone: string; groupBy: StatisticsGroupBy | undefined };

/** Undefined: nothing but the calls themselves knows, by the indexes of the journal's filters. */
export function rollUpFor({ journal: { filter }, from, to, timezone, groupBy }: Asked): RollUp | undefined {
  const { number, q, clientId, recorded, minSeconds, maxSeconds, weekday, hour, userId, did, source } = filter;
  if ([number, q, clientId, recorded, minSeconds, maxSeconds, weekday, hour].some((each) => each !== undefined)) return undefined;
  const asked = new Set<Whose>();
  if (userId !== undefined || groupBy === 'user') asked.add('user');
  if (did !== undefined || groupBy === 'did') asked.add('did');
  if (source !== undefined || groupBy === 'source') asked.add('source');
  if (asked.size > 1) return undefined;
  const [whose = 'all'] = asked;
  const finest: Grain[] = whose === 'all' ? ['quarter'] : [];
  if (groupBy === undefined || !OF_TIME.has(groupBy)) return { whose, grains: ['day', 'hour', ...finest] };
  return { whose, grains: hasWholeHours(timezone, from, to) ? ['hour', ...finest] : finest };
}

/** Whether hours of the zone are hours of UTC all through a period. */
function hasWholeHours(timezone: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += LOOK_EVERY_MS) if (zoneOffsetMs(timezone, at) % HOUR_MS !== 0) return false;
  return zoneOffsetMs(timezone, to) % HOUR_MS === 0;
}
