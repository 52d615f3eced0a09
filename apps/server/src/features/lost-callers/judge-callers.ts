import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { countForReader } from '../../journal/count-journal.ts';
import { callsInVain, lostBefore } from '../../journal/in-vain.ts';

export type Asked = { workspaceId: string; from: Date; to: Date; now: Date };
/** `with`-parts that end in `judged`; `null` when nobody called in vain. */
export type Judged = { complete: boolean; parts: RawBuilder<unknown> | null };

/**
 * The callers whom the tile "lost" of the statistics counts (5.7), each with what has become of them since: `because` is `reached` when
 * somebody talked with them after all, `left-out` for the blacklist, exceptions and our own numbers, null for who is lost still;
 * `task_id` is the task somebody made for them, or their open reminder's.
 */
export async function judgeCallers(tx: Tx, { workspaceId, from, to, now }: Asked): Promise<Judged> {
  // As in the statistics: periods differ too much for one plan.
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true), set_config('jit', 'off', true)`.execute(tx);
  const complete = await countForReader(tx, workspaceId);
  const missed = sql`missed_waits m where m.workspace_id = ${workspaceId} and m.at >= ${from} and m.at < ${to}`;
  const inVain = await callsInVain(tx, workspaceId, missed);
  if (inVain === null) return { complete, parts: null };
  const parts = sql`in_vain as materialized (
    select m.e164, min(m.at) as first_at, max(m.at) as last_at, count(*)::integer as calls,
      (array_agg(m.call_id order by m.at desc))[1] as call_id, (array_agg(m.did order by m.at desc))[1] as did
    from ${inVain} group by m.e164
  ), judged as materialized (
    select v.*, case when talk.yes then 'reached' when listed.yes then 'left-out' end as because, k.task_id
    from in_vain v
    left join lateral (${talkAfter(workspaceId)}) talk on true
    left join lateral (${listedAs(workspaceId, now)}) listed on true
    left join lateral (${taskFor(workspaceId)}) k on true
    where v.first_at < ${lostBefore(now)}
  )`;
  return { complete, parts };
}

const talkAfter = (workspaceId: string): RawBuilder<unknown> => sql`
  select true as yes from journal_calls j
  where j.workspace_id = ${workspaceId} and j.client_number = v.e164 and j.direction <> 'internal' and j.status = 'answered'
    and j.started_at > v.last_at limit 1`;

const listedAs = (workspaceId: string, now: Date): RawBuilder<unknown> => sql`
  select true as yes from (
    select from number_blocks b where b.workspace_id = ${workspaceId} and b.pattern = any(patterns_of(v.e164)) and (b.expires_at is null or b.expires_at > ${now})
    union all
    select from number_exceptions e where e.workspace_id = ${workspaceId} and e.pattern = any(patterns_of(v.e164)) and (e.expires_at is null or e.expires_at > ${now})
    union all
    select from user_numbers u where u.workspace_id = ${workspaceId} and u.e164 = v.e164
    union all
    select from pbx_numbers n where n.workspace_id = ${workspaceId} and n.did in (v.e164, ltrim(v.e164, '+'))
  ) any_list limit 1`;

const taskFor = (workspaceId: string): RawBuilder<unknown> => sql`
  select x.task_id from (
    select c.task_id from lost_caller_tasks c join tasks t on t.workspace_id = c.workspace_id and t.id = c.task_id
    where c.workspace_id = ${workspaceId} and c.e164 = v.e164 and (t.done_at is null or c.last_at >= v.last_at)
    union all
    select r.task_id from missed_callers r
    where r.workspace_id = ${workspaceId} and r.e164 = v.e164 and r.resolved_at is null and r.task_id is not null
  ) x limit 1`;
