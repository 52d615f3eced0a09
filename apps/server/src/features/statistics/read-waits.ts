import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { coverPeriod, type Grain } from '../../journal/cover-period.ts';
import { clockConditions, journalConditions } from '../../journal/journal-filter.ts';
import { sumsOf } from '../../journal/roll-ups.ts';
import { type Asked, rollUpFor } from './roll-up.ts';

type Wait = { status: string; seconds: number; calls: number };
export type Waits = {
  p90: number | null;
  /** Answered in time. */
  within: number | null;
  /** Answered or missed, with a wait: of a past that was loaded nobody told it. */
  known: number | null;
  /** Missed, after the caller had waited longer than that. */
  abandoned: number | null;
};

/** So many calls are looked at one by one where no roll-up knows the filter's waits. */
const CALLS_MAX = 100_000;
export const NO_WAITS: Waits = { p90: null, within: null, known: null, abandoned: null };

type Waited = Omit<Asked, 'groupBy'> & { /** Incoming ones that were answered or missed. */ calls: number };

/** How long incoming callers waited: until somebody answered, or until they gave up. */
export async function readWaits(tx: Tx, asked: Waited, withinSeconds: number): Promise<Waits> {
  const grains = (rollUpFor({ ...asked, groupBy: undefined })?.grains ?? []).filter((grain) => grain !== 'quarter');
  const isKnown = sumsOf(asked.journal) === 'all';
  if (!isKnown && asked.calls > CALLS_MAX) return NO_WAITS;
  const waits = await readHistogram(tx, asked, isKnown ? grains : []);
  const sum = (status: string, holds: (seconds: number) => boolean): number =>
    waits.filter((wait) => wait.status === status && holds(wait.seconds)).reduce((calls, wait) => calls + wait.calls, 0);
  return {
    p90: nearestRank(
      waits.filter(({ status }) => status === 'answered'),
      0.9,
    ),
    within: sum('answered', (seconds) => seconds <= withinSeconds),
    known: waits.reduce((calls, wait) => calls + wait.calls, 0),
    abandoned: sum('missed', (seconds) => seconds > withinSeconds),
  };
}

/** The smallest value that this share of all does not exceed. */
export function nearestRank(counted: readonly { seconds: number; calls: number }[], share: number): number | null {
  const total = counted.reduce((sum, { calls }) => sum + calls, 0);
  let reached = 0;
  for (const { seconds, calls } of counted.toSorted((a, b) => a.seconds - b.seconds)) {
    reached += calls;
    if (reached >= total * share) return seconds;
  }
  return null;
}

async function readHistogram(tx: Tx, asked: Waited, grains: readonly Grain[]): Promise<Wait[]> {
  const { journal } = asked;
  const { direction, status, result } = journal.filter;
  if (direction !== undefined && direction !== 'inbound') return [];
  const byClock = clockConditions(journal.filter, sql`w.at`).map((each) => sql` and ${each}`);
  const parts = coverPeriod(asked, grains).map(({ grain, from, to }) => {
    const filter = { ...journal.filter, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    return grain === 'calls'
      ? sql`select k.status, k.wait_seconds as seconds, 1 as calls from calls k
          where ${journalConditions({ ...journal, filter })} and k.direction = 'inbound' and k.wait_seconds is not null`
      : sql`select w.status, w.seconds, w.calls from call_waits w
          where w.workspace_id = ${journal.workspaceId} and w.grain = ${sql.lit(grain)} and w.at >= ${new Date(from)} and w.at < ${new Date(to)}${sql.join(byClock, sql``)}`;
  });
  if (parts.length === 0) return [];
  const wanted = ['answered', 'missed'].filter((each) =>
    [status, result].every((words) => words?.split(',').includes(each) ?? true),
  );
  const { rows } = await sql<Wait>`
    select w.status, w.seconds, sum(w.calls)::integer as calls from (${sql.join(parts, sql` union all `)}) w
    where w.status = any(${wanted}) group by 1, 2
  `.execute(tx);
  return rows;
}
