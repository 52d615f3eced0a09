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

/** Tasks go before their reminders, here as wherever a task is closed: two who close one wait for each other instead of locking up. */
export async function finishTasks(
  tx: Tx,
  { workspaceId, now }: MissedBook,
  reminders: readonly Reminder[],
  by: string | null,
): Promise<void> {
  const ids = reminders.flatMap(({ taskId }) => taskId ?? []);
  if (ids.length === 0) return;
  await sql`
    update tasks set done_at = ${now}, done_by = ${by}, updated_at = ${now}
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) and done_at is null
  `.execute(tx);
}

/** An earlier missed call has become known, late. */
export async function moveTask(tx: Tx, { workspaceId, now }: MissedBook, taskId: string, dueAt: Date): Promise<void> {
  await sql`
    update tasks set due_at = ${dueAt}, updated_at = ${now} where workspace_id = ${workspaceId} and id = ${taskId} and done_at is null
  `.execute(tx);
}

/** Reminders whose calls turned out not to have been missed: nothing is left to be reminded of. */
export async function dropReminders(tx: Tx, book: MissedBook, reminders: readonly Reminder[]): Promise<void> {
  if (reminders.length === 0) return;
  await finishTasks(tx, book, reminders, null);
  const ids = reminders.map(({ id }) => id);
  await sql`delete from missed_callers where workspace_id = ${book.workspaceId} and id = any(${ids}::uuid[])`.execute(tx);
  for (const id of ids) await announceMissed(tx, book, id);
}
