import type { CallStatistics, StatisticsQuery, StatisticsTotals } from '@carillon/contract';
import { isTimezone } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { invalid } from '../../errors.ts';
import { type Journal, readJournalFilter, type Viewer } from '../../journal/journal-filter.ts';
import { countForReader } from '../../journal/count-journal.ts';
import { NO_CALLERS, readCallers } from './read-callers.ts';
import { type Cell, readCells } from './read-cells.ts';
import { readGroups } from './read-groups.ts';
import { NO_WAITS, readWaits } from './read-waits.ts';
import { shareOf, tally } from './tally.ts';

const WITHIN_SECONDS = 20;

type Reader = {
  workspaceId: string;
  now: Date;
  viewer?: Viewer;
  /** Whether nothing was left to be counted, by who has counted beforehand; counted here when not given. */
  complete?: boolean;
};
type Period = { from: number; to: number };

/**
 * The journal of a period, counted.
 *
 * @throws {AppError} `invalid` for a period that ends before it begins, or a zone nobody knows.
 */
export async function readStatistics(
  tx: Tx,
  { workspaceId, now, viewer, complete: counted }: Reader,
  query: StatisticsQuery,
): Promise<CallStatistics> {
  const { from: first, to: last, timezone = 'UTC', groupBy, compare, callers, waits, withinSeconds, ...filter } = query;
  if (!isTimezone(timezone)) throw invalid('/timezone', 'is no time zone');
  const period = { from: Date.parse(first), to: Date.parse(last) };
  if (period.to < period.from) throw invalid('/to', 'lies before the beginning');
  // Periods differ too much for one plan, and are too few for plans to be worth keeping.
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)`.execute(tx);
  const complete = counted ?? (await countForReader(tx, workspaceId));
  const journal = await readJournalFilter(tx, workspaceId, filter, viewer);
  const asked = { journal, ...period, timezone, groupBy };
  const cells = await readCells(tx, asked);
  const more = {
    journal,
    timezone,
    now,
    callers: callers ?? true,
    waits: waits ?? true,
    withinSeconds: withinSeconds ?? WITHIN_SECONDS,
  };
  return {
    ...asText(period),
    timezone,
    complete,
    totals: await readTotals(tx, { ...more, ...period }, cells),
    previous: compare === true ? await readPrevious(tx, more, period) : null,
    groups: await readGroups(tx, asked, cells),
  };
}

const asText = ({ from, to }: Period): { from: string; to: string } => ({
  from: new Date(from).toISOString(),
  to: new Date(to).toISOString(),
});

type Totals = { journal: Journal; timezone: string; now: Date; callers: boolean; waits: boolean; withinSeconds: number };

async function readTotals(tx: Tx, asked: Totals & Period, cells: readonly Cell[]): Promise<StatisticsTotals> {
  const counts = tally(cells);
  const { inbound, inboundAnswered, missed } = counts;
  const calls = inboundAnswered + missed;
  const { p90, within, known, abandoned } = asked.waits
    ? await readWaits(tx, { ...asked, calls }, asked.withinSeconds)
    : NO_WAITS;
  return {
    ...counts,
    waitP90: p90,
    serviceLevel: within === null || known === null ? null : shareOf(within, known),
    abandoned,
    ...(asked.callers ? await readCallers(tx, { ...asked, inbound, missed }) : NO_CALLERS),
  };
}

/** As long a period just before, by the reader's clock: a week before a change of clocks is a week. */
async function readPrevious(tx: Tx, asked: Totals, { from, to }: Period): Promise<CallStatistics['previous']> {
  const { timezone } = asked;
  const { rows } = await sql<{ start: Date }>`
    select ((x.f at time zone ${timezone}) - ((x.t at time zone ${timezone}) - (x.f at time zone ${timezone}))) at time zone ${timezone} as start
    from (select ${new Date(from)}::timestamptz as f, ${new Date(to)}::timestamptz as t) x
  `.execute(tx);
  const period = { from: +(rows[0]?.start ?? from), to: from };
  const cells = await readCells(tx, { ...asked, ...period, groupBy: undefined });
  return { ...asText(period), totals: await readTotals(tx, { ...asked, ...period }, cells) };
}
