import type { CallStatus, StatisticsGroupBy } from '@carillon/contract';
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { journalConditions } from '../../journal/journal-filter.ts';
import { coverPeriod, type Segment } from '../../journal/cover-period.ts';
import { countConditions } from '../../journal/roll-ups.ts';
import { type Asked, rollUpFor } from './roll-up.ts';

/** Sums of calls of one direction and one status, under one key of the grouping. */
export type Cell = {
  key: string;
  direction: 'inbound' | 'outbound' | 'internal';
  status: CallStatus;
  calls: number;
  talkSeconds: number;
  waits: number;
  waitSeconds: number;
};

/** The journal's rows of a period, summed: out of the roll-ups as far as they know, the rest out of the calls. */
export async function readCells(tx: Tx, asked: Asked): Promise<Cell[]> {
  const rollUp = rollUpFor(asked);
  const segments = coverPeriod(asked, rollUp?.grains ?? []);
  if (segments.length === 0) return [];
  const parts = segments.map((segment) =>
    segment.grain === 'calls' ? ofCalls(asked, segment) : ofCounts(asked, segment, rollUp?.whose ?? 'all'),
  );
  const { rows } = await sql<Cell>`
    select ${keyOf(asked.groupBy, asked.timezone)} as key, c.direction, c.status, sum(c.calls)::integer as calls,
      sum(c.talk_seconds)::bigint as "talkSeconds", sum(c.waits)::integer as waits, sum(c.wait_seconds)::bigint as "waitSeconds"
    from (${sql.join(parts, sql` union all `)}) c
    group by 1, 2, 3
  `.execute(tx);
  return rows;
}

function ofCounts({ journal }: Asked, { grain, from, to }: Segment, whose: string): RawBuilder<unknown> {
  return sql`select c.at, c.key, c.direction, c.status, c.calls, c.talk_seconds, c.waits, c.wait_seconds from call_counts c
    where c.workspace_id = ${journal.workspaceId} and c.whose = ${sql.lit(whose)} and c.grain = ${sql.lit(grain)}
      and c.at >= ${new Date(from)} and c.at < ${new Date(to)} and ${countConditions(journal)}`;
}

function ofCalls({ journal, groupBy }: Asked, { from, to }: Segment): RawBuilder<unknown> {
  const filter = { ...journal.filter, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  const visit =
    groupBy === 'source' ? sql`left join call_visits v on v.workspace_id = k.workspace_id and v.call_id = k.id` : sql``;
  return sql`select k.started_at as at, ${rawKey(groupBy)} as key, k.direction, k.status, 1 as calls,
      coalesce(k.talk_seconds, 0) as talk_seconds, (${WAITED} is not null)::integer as waits, coalesce(${WAITED}, 0) as wait_seconds
    from calls k ${visit} where ${journalConditions({ ...journal, filter })}`;
}

/** As the roll-ups count it: only who was answered in the end has waited for an answer. */
const WAITED = sql.raw(`case when k.direction = 'inbound' and k.status = 'answered' then k.wait_seconds end`);

function rawKey(groupBy: StatisticsGroupBy | undefined): RawBuilder<unknown> {
  if (groupBy === 'user') return sql`coalesce(k.user_id::text, '')`;
  if (groupBy === 'did') return sql`coalesce(k.did, '')`;
  if (groupBy === 'source') return sql`call_source_key(v.source, k.did)`;
  return sql`''`;
}

function keyOf(groupBy: StatisticsGroupBy | undefined, timezone: string): RawBuilder<unknown> {
  const local = sql`(c.at at time zone ${timezone})`;
  switch (groupBy) {
    case 'day':
      return sql`to_char(${local}, 'YYYY-MM-DD')`;
    case 'hour':
      return sql`to_char(${local}, 'HH24')`;
    case 'weekdayHour':
      return sql`to_char(${local}, 'ID-HH24')`;
    case 'direction':
      return sql`c.direction`;
    case 'result':
      return sql`c.status`;
    case 'user':
    case 'did':
    case 'source':
      return sql`c.key`;
    case undefined:
      return sql`''`;
    default:
      return groupBy satisfies never;
  }
}
