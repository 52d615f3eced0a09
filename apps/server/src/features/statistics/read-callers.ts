import type { StatisticsTotals } from '@carillon/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { callsInVain, lostBefore } from '../../journal/in-vain.ts';
import { journalConditions } from '../../journal/journal-filter.ts';
import { nearestRank } from './read-waits.ts';
import type { Asked } from './roll-up.ts';

export type Callers = Pick<
  StatisticsTotals,
  'lost' | 'waiting' | 'missedCallers' | 'calledBack' | 'callbackMedian' | 'repeatedCallers' | 'newClients'
>;
export const NO_CALLERS: Callers = {
  lost: null,
  waiting: null,
  missedCallers: null,
  calledBack: null,
  callbackMedian: null,
  repeatedCallers: null,
  newClients: null,
};

/** More numbers than this are not told apart while somebody waits. */
const CALLS_MAX = 300_000;

type Ask = Omit<Asked, 'groupBy' | 'timezone'> & { now: Date; inbound: number; missed: number };

/** What a period's calls mean for those who called. */
export async function readCallers(tx: Tx, ask: Ask): Promise<Callers> {
  const missed = missedCalls(ask);
  return {
    ...(await readLost(tx, ask, missed)),
    missedCallers: ask.missed > CALLS_MAX ? null : await countCallers(tx, missed),
    ...(await readCallbacks(tx, missed)),
    repeatedCallers: ask.inbound > CALLS_MAX ? null : await countRepeated(tx, ask),
    newClients: await countNewClients(tx, ask),
  };
}

/** The missed calls of the filter, as `missed_waits m`. Without a filter the journal itself need not be looked at. */
function missedCalls({ journal, from, to }: Ask): RawBuilder<unknown> {
  const { workspaceId, filter } = journal;
  const ofPeriod = sql`m.workspace_id = ${workspaceId} and m.at >= ${new Date(from)} and m.at < ${new Date(to)}`;
  if (!isFiltered(filter)) return sql`missed_waits m where ${ofPeriod}`;
  return sql`missed_waits m where ${ofPeriod} and m.call_id in (select k.id from calls k where ${journalConditions(inPeriod({ journal, from, to }))} and k.status = 'missed')`;
}

const inPeriod = ({ journal, from, to }: Pick<Ask, 'journal' | 'from' | 'to'>): Ask['journal'] => ({
  ...journal,
  filter: { ...journal.filter, from: new Date(from).toISOString(), to: new Date(to).toISOString() },
});

const isFiltered = ({ from: _from, to: _to, ...narrowed }: Ask['journal']['filter']): boolean =>
  Object.values(narrowed).some((each) => each !== undefined);

async function readLost(tx: Tx, { journal, now }: Ask, missed: RawBuilder<unknown>): Promise<Pick<Callers, 'lost' | 'waiting'>> {
  const inVain = await callsInVain(tx, journal.workspaceId, missed);
  if (inVain === null) return { lost: 0, waiting: 0 };
  const dayAgo = lostBefore(now);
  const { rows } = await sql<{ lost: number; waiting: number }>`
    select count(*) filter (where x.first < ${dayAgo})::integer as lost, count(*) filter (where x.last >= ${dayAgo})::integer as waiting
    from (select min(m.at) as first, max(m.at) as last from ${inVain} group by m.e164) x
  `.execute(tx);
  return rows[0] ?? { lost: 0, waiting: 0 };
}

async function countCallers(tx: Tx, missed: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ callers: number }>`
    select count(*)::integer as callers from (select from ${missed} group by m.e164) x
  `.execute(tx);
  return rows[0]?.callers ?? 0;
}

async function readCallbacks(tx: Tx, missed: RawBuilder<unknown>): Promise<Pick<Callers, 'calledBack' | 'callbackMedian'>> {
  const { rows } = await sql<{ seconds: number; calls: number }>`
    select (floor(extract(epoch from m.dialled_at - m.at) / 60) * 60)::integer as seconds, count(*)::integer as calls
    from ${missed} and m.dialled_at is not null group by 1
  `.execute(tx);
  return { calledBack: rows.reduce((sum, { calls }) => sum + calls, 0), callbackMedian: nearestRank(rows, 0.5) };
}

async function countRepeated(tx: Tx, ask: Ask): Promise<number> {
  const { rows } = await sql<{ callers: number }>`
    select count(*)::integer as callers from (
      select from calls k where ${journalConditions(inPeriod(ask))} and k.direction = 'inbound' and k.client_number is not null
      group by k.client_number having count(*) > 1) x
  `.execute(tx);
  return rows[0]?.callers ?? 0;
}

async function countNewClients(tx: Tx, { journal: { workspaceId, filter }, from, to }: Ask): Promise<number | null> {
  if (isFiltered(filter)) return null;
  const { rows } = await sql<{ clients: number }>`
    select count(*)::integer as clients from clients c
    where c.workspace_id = ${workspaceId} and c.type = any(${['contact', 'company', 'lead']}) and c.archived_at is null
      and c.created_at >= ${new Date(from)} and c.created_at < ${new Date(to)}
  `.execute(tx);
  return rows[0]?.clients ?? 0;
}
