import { type BearingCall, bearingOf, type CallerEvent } from '@carillon/telephony';
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
const RINGING_MAX_MS = 5 * 60_000; // a talk counts from its answer, but is looked up by its beginning

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

type Act = BearingCall & { e164: string };

/** Talks with these numbers and attempts to reach them, from the moment on that each of them began to wait. */
export async function readActs(
  tx: Tx,
  workspaceId: string,
  waiting: ReadonlyMap<string, Date>,
): Promise<Map<string, CallerEvent[]>> {
  if (waiting.size === 0) return new Map();
  const asked = [...waiting].map(([e164, since]) => ({ e164, since: new Date(+since - RINGING_MAX_MS) }));
  // One look-up a number, fenced by `offset 0`: see lockCalls.
  const { rows } = await sql<Act>`
    select a.e164, k.* from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) a (e164 text, since timestamptz) cross join lateral (
      select id as "callId", direction, status, origin, started_at as "startedAt", answered_at as "answeredAt", ended_at as "endedAt",
        wait_seconds as "waitSeconds", talk_seconds as "talkSeconds", times_approximate as "timesApproximate", extension, user_id as "userId"
      from calls where workspace_id = ${workspaceId} and client_number = a.e164 and started_at >= a.since and confirmed
        and linked_call_id is null and (direction = 'outbound' or status = 'answered')
      offset 0) k
  `.execute(tx);
  const acts = new Map<string, CallerEvent[]>();
  for (const row of rows) {
    const event = bearingOf(row);
    if (event !== null) acts.set(row.e164, [...(acts.get(row.e164) ?? []), event]);
  }
  return acts;
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
