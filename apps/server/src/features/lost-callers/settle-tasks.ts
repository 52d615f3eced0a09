import type { CallerEvent } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { readActs } from '../../work/read-acts.ts';

/** Somebody talked with this number, or it was thought so; `null`: at any moment. */
export type Talk = { number: string; callId: string | null; at: Date | null };
type Book = { workspaceId: string; now: Date };
type Kept = { e164: string; taskId: string; lastAt: Date };

/**
 * As a talk or nobody has left them: open and never closed, or closed by a talk and as it was since. Of all others a person decides: of
 * those closed by hand, opened again, or worded anew.
 */
const NO_PERSON_DECIDED = sql`t.kind = 'call' and t.title = k.title and t.done_at is not distinct from k.closed_at`;

/**
 * Tells anew, from all calls since their last one in vain, which of these callers have been talked with, and closes their tasks by the
 * first such talk. So it does not matter in which order calls are folded, nor how often; a talk that turns out to be none opens the task again.
 */
export async function settleTasks(tx: Tx, book: Book, talks: readonly Talk[]): Promise<void> {
  const kept = await findTasks(tx, book, talks);
  if (kept.length === 0) return;
  const ids = kept.map(({ taskId }) => taskId);
  await sql`
    select id from tasks where workspace_id = ${book.workspaceId} and id = any(${ids}::uuid[]) order by id for update
  `.execute(tx);
  const acts = await readActs(tx, book.workspaceId, new Map(kept.map(({ e164, lastAt }) => [e164, lastAt])));
  await writeTasks(
    tx,
    book,
    kept.map((task) => ({ ...task, talk: firstTalk(acts.get(task.e164) ?? [], task.lastAt) })),
  );
}

/** Later talks than the one that closed a task mean nothing to it. */
async function findTasks(tx: Tx, { workspaceId }: Book, talks: readonly Talk[]): Promise<Kept[]> {
  const told = talks.map(({ number, callId, at }) => ({ e164: number, call_id: callId, at }));
  // One look-up a number, fenced by `offset 0`: see lockCalls.
  const { rows } = await sql<Kept>`
    select distinct f.e164, f.task_id as "taskId", f.last_at as "lastAt"
    from jsonb_to_recordset(${JSON.stringify(told)}::jsonb) r (e164 text, call_id uuid, at timestamptz) cross join lateral (
      select k.e164, k.task_id, k.last_at from lost_caller_tasks k join tasks t on t.workspace_id = k.workspace_id and t.id = k.task_id
      where k.workspace_id = ${workspaceId} and k.e164 = r.e164 and ${NO_PERSON_DECIDED}
        and (k.closed_at is null or k.closed_call_id = r.call_id or k.closed_at >= r.at)
      offset 0) f
  `.execute(tx);
  return rows;
}

type FoundTalk = Extract<CallerEvent, { kind: 'talked' | 'attempted' }>;

function firstTalk(acts: readonly CallerEvent[], after: Date): FoundTalk | null {
  const talks = acts.filter((act): act is FoundTalk => act.kind === 'talked' && act.at > after);
  return talks.toSorted((a, b) => +a.at - +b.at || (a.callId < b.callId ? -1 : 1))[0] ?? null;
}

async function writeTasks(
  tx: Tx,
  { workspaceId, now }: Book,
  settled: readonly (Kept & { talk: FoundTalk | null })[],
): Promise<void> {
  const rows = settled.map(({ taskId, talk }) => ({
    task_id: taskId,
    call_id: talk?.callId ?? null,
    at: talk?.at ?? null,
    by: talk?.userId ?? null,
  }));
  await sql`
    with settled as (
      update tasks t set done_at = greatest(r.at, case when r.at is not null then t.created_at end), done_by = r.by, updated_at = ${now}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (task_id uuid, call_id uuid, at timestamptz, by uuid)
      join lost_caller_tasks k on k.workspace_id = ${workspaceId} and k.task_id = r.task_id
      where t.workspace_id = ${workspaceId} and t.id = r.task_id and ${NO_PERSON_DECIDED}
        and (k.closed_call_id is distinct from r.call_id or t.done_by is distinct from r.by
          or t.done_at is distinct from greatest(r.at, case when r.at is not null then t.created_at end))
      returning t.id, t.done_at, r.call_id
    )
    update lost_caller_tasks k set closed_at = s.done_at, closed_call_id = s.call_id
    from settled s where k.workspace_id = ${workspaceId} and k.task_id = s.id
  `.execute(tx);
}
