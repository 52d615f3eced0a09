import type { Wait } from '@carillon/telephony';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/in-workspace.ts';
import { announceMissed } from './announce-missed.ts';
import type { MissedBook } from './missed-book.ts';
import type { MissedCall, Reminder } from './waiting-callers.ts';

type Facts = Pick<Reminder, 'dueAt' | 'escalateAt' | 'escalatedAt' | 'responsibleId'> & {
  /** Of one there is already. */
  id?: string;
  number: string;
  wait: Wait;
  /** All of the wait, by time. */
  calls: readonly MissedCall[];
};

/** Writes a wait into its reminder, and its missed calls to it. @returns the reminder's id. */
export async function writeReminder(tx: Tx, { workspaceId, connectionId, now }: MissedBook, facts: Facts): Promise<string> {
  const { id = uuidv7(), number, wait, calls, dueAt, escalateAt, escalatedAt, responsibleId } = facts;
  const did = calls.findLast((call) => call.did !== null)?.did ?? null;
  await sql`
    insert into missed_callers as m (workspace_id, id, connection_id, e164, did, call_count, waiting_since, last_at, due_at, escalate_at,
      escalated_at, responsible_id, resolved_at, resolved_by, resolved_because, resolved_call_id, created_at)
    values (${workspaceId}, ${id}, ${connectionId}, ${number}, ${did}, ${calls.length}, ${wait.since}, ${wait.lastAt}, ${dueAt}, ${escalateAt},
      ${escalatedAt}, ${responsibleId}, ${wait.end?.at ?? null}, ${wait.end?.userId ?? null}, ${wait.end?.because ?? null},
      ${wait.end?.callId ?? null}, ${now})
    on conflict (workspace_id, id) do update set did = excluded.did, call_count = excluded.call_count, waiting_since = excluded.waiting_since,
      last_at = excluded.last_at, due_at = excluded.due_at, escalate_at = excluded.escalate_at, escalated_at = excluded.escalated_at,
      resolved_at = excluded.resolved_at, resolved_by = excluded.resolved_by, resolved_because = excluded.resolved_because,
      resolved_call_id = excluded.resolved_call_id
  `.execute(tx);
  await sql`
    insert into missed_calls as c (workspace_id, call_id, missed_caller_id, at, told_at, did)
    select ${workspaceId}, r.call_id, ${id}, r.at, r.told, r.did
    from jsonb_to_recordset(${JSON.stringify(calls.map(({ callId, ...call }) => ({ call_id: callId, ...call })))}::jsonb)
      as r (call_id uuid, at timestamptz, told timestamptz, did text)
    on conflict (workspace_id, call_id) do update set missed_caller_id = excluded.missed_caller_id, at = excluded.at, told_at = excluded.told_at, did = excluded.did
  `.execute(tx);
  await sql`
    delete from missed_calls where workspace_id = ${workspaceId} and missed_caller_id = ${id}
      and call_id <> all(${calls.map(({ callId }) => callId)}::uuid[])
  `.execute(tx);
  return id;
}

type TaskChange = { doneAt: Date | null; by: string | null } | { dueAt: Date };

/**
 * Changes the tasks of reminders. Tasks go before their reminders, here as wherever a task is closed: two who
 * close one wait for each other instead of locking up. @returns how many there were to change.
 */
export async function changeTasks(
  tx: Tx,
  { workspaceId, now }: Pick<MissedBook, 'workspaceId' | 'now'>,
  taskIds: readonly (string | null)[],
  changes: readonly TaskChange[],
): Promise<number> {
  const ids = taskIds.filter((id) => id !== null);
  if (ids.length === 0) return 0;
  const set = changes.map((change) =>
    'dueAt' in change ? sql`due_at = ${change.dueAt},` : sql`done_at = ${change.doneAt}, done_by = ${change.by},`,
  );
  const finishes = changes.some((change) => 'doneAt' in change && change.doneAt !== null);
  const { rows } = await sql<{ id: string }>`
    update tasks set ${sql.join(set, sql` `)} updated_at = ${now}
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) ${finishes ? sql`and done_at is null` : sql``}
    returning id
  `.execute(tx);
  return rows.length;
}

/** Reminders whose calls turned out not to have been missed: nothing is left to be reminded of. */
export async function dropReminders(tx: Tx, book: MissedBook, reminders: readonly Reminder[]): Promise<void> {
  if (reminders.length === 0) return;
  const taskIds = reminders.map(({ taskId }) => taskId);
  await changeTasks(tx, book, taskIds, [{ doneAt: book.now, by: null }]);
  const ids = reminders.map(({ id }) => id);
  await sql`delete from missed_callers where workspace_id = ${book.workspaceId} and id = any(${ids}::uuid[])`.execute(tx);
  for (const id of ids) await announceMissed(tx, book, id);
}
