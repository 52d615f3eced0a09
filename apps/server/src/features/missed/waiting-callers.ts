import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

export type MissedCall = { callId: string; at: Date; told: Date; did: string | null };

/** A reminder as it is written down, with the missed calls it counts. */
export type Reminder = {
  id: string;
  e164: string;
  did: string | null;
  callCount: number;
  waitingSince: Date;
  lastAt: Date;
  dueAt: Date;
  escalateAt: Date | null;
  escalatedAt: Date | null;
  responsibleId: string | null;
  taskId: string | null;
  resolvedAt: Date | null;
  resolvedBy: string | null;
  resolvedBecause: 'talked' | 'not-reached' | 'done' | null;
  resolvedCallId: string | null;
  calls: MissedCall[];
};

type StoredCall = Omit<MissedCall, 'at' | 'told'> & { at: string; told: string };

const LOOKED_BACK_MS = 14 * 86_400_000;

/**
 * One transaction at a time settles a number, and sees what the one before it has committed: otherwise a missed call and the talk that
 * answers it, folded at the same moment, would not know of each other. In one order, so that two never wait for each other.
 */
export async function lockNumbers(tx: Tx, workspaceId: string, numbers: readonly string[]): Promise<void> {
  const keys = numbers.map((number) => `missed ${workspaceId} ${number}`).toSorted();
  for (const key of keys) await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

/** The open reminders of these numbers, and the recent closed ones. */
export async function readReminders(tx: Tx, workspaceId: string, numbers: readonly string[], before: Date): Promise<Reminder[]> {
  const since = new Date(+before - LOOKED_BACK_MS);
  const { rows } = await sql<Omit<Reminder, 'calls'> & { calls: StoredCall[] | null }>`
    select m.id, m.e164, m.did, m.call_count as "callCount", m.waiting_since as "waitingSince", m.last_at as "lastAt", m.due_at as "dueAt",
      m.escalate_at as "escalateAt", m.escalated_at as "escalatedAt", m.responsible_id as "responsibleId", m.task_id as "taskId",
      m.resolved_at as "resolvedAt", m.resolved_by as "resolvedBy", m.resolved_because as "resolvedBecause", m.resolved_call_id as "resolvedCallId",
      (select json_agg(json_build_object('callId', l.call_id, 'at', l.at, 'told', l.told_at, 'did', l.did) order by l.at, l.call_id) from missed_calls l
        where l.workspace_id = m.workspace_id and l.missed_caller_id = m.id) as calls
    from missed_callers m
    where m.workspace_id = ${workspaceId} and m.e164 = any(${[...numbers]}) and (m.resolved_at is null or m.last_at > ${since})
    order by m.last_at, m.id
  `.execute(tx);
  return rows.map((row) => ({
    ...row,
    calls: (row.calls ?? []).map((call) => ({ ...call, at: new Date(call.at), told: new Date(call.told) })),
  }));
}

/** Which of these numbers are "not a client" (10.8) at this moment. */
export async function findExceptions(tx: Tx, workspaceId: string, numbers: readonly string[], at: Date): Promise<Set<string>> {
  const rows = numbers.flatMap((number) => patternsOf(number).map((pattern) => ({ number, pattern })));
  const { rows: found } = await sql<{ number: string }>`
    select distinct r.number from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) r (number text, pattern text)
    join number_exceptions e on e.workspace_id = ${workspaceId} and e.pattern = r.pattern and (e.expires_at is null or e.expires_at > ${at})
  `.execute(tx);
  return new Set(found.map(({ number }) => number));
}

const MASK_LENGTH_MIN = 6; // a plus and five digits

function patternsOf(number: string): string[] {
  const masks = Array.from(
    { length: Math.max(0, number.length - MASK_LENGTH_MIN + 1) },
    (_, n) => `${number.slice(0, MASK_LENGTH_MIN + n)}*`,
  );
  return [number, ...masks];
}
