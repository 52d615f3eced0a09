import type { CallStatistics, LostCaller, StatisticsGroup, StatisticsQuery, StatisticsTotals } from '@carillon/contract';
import type { CalendarWeek } from '@carillon/telephony';
import type { Tx } from '../../db/in-workspace.ts';

type Reader = { workspaceId: string; now: Date };
export type LongestWaiting = Pick<LostCaller, 'number' | 'clients' | 'count' | 'lastCallId'> & { firstAt: Date };

/** Where the figures come from: the same places as those of the pages. */
export type FigureSources = {
  statistics: (tx: Tx, reader: Reader, query: StatisticsQuery) => Promise<CallStatistics>;
  longestLost: (tx: Tx, asked: Reader & { from: Date; to: Date; limit: number }) => Promise<LongestWaiting[]>;
};

/** A week of calls, as the report tells of it. */
export type WeekFigures = {
  week: CalendarWeek;
  timezone: string;
  totals: StatisticsTotals;
  before: StatisticsTotals | undefined;
  people: StatisticsGroup[];
  dids: StatisticsGroup[];
  sources: StatisticsGroup[];
  longest: LongestWaiting[];
};

const PEOPLE_MAX = 20;
const ORIGINS_MAX = 5;
const LONGEST_MAX = 3;

export async function readFigures(
  tx: Tx,
  { statistics, longestLost }: FigureSources,
  { week, timezone, ...reader }: Reader & { week: CalendarWeek; timezone: string },
): Promise<WeekFigures> {
  const { from, to } = week;
  const span = { from: from.toISOString(), to: to.toISOString(), timezone };
  const whole = await statistics(tx, reader, { ...span, groupBy: 'user', compare: true });
  const origins = async (groupBy: 'did' | 'source') =>
    (await statistics(tx, reader, { ...span, groupBy, direction: 'inbound', callers: false })).groups.slice(0, ORIGINS_MAX);
  const dids = await origins('did');
  const sources = await origins('source');
  return {
    week,
    timezone,
    totals: whole.totals,
    before: whole.previous?.totals,
    people: whole.groups.filter(({ key }) => key !== null).slice(0, PEOPLE_MAX),
    dids,
    sources: sources.some(({ key }) => key !== null) ? sources : [], // nothing known of any is no news
    longest: await longestLost(tx, { ...reader, from, to, limit: LONGEST_MAX }),
  };
}
