import { type Call, factToJson, nextDeadline, usersOf } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { markHours } from '../../journal/mark-hours.ts';
import type { CallBook, Recorded } from './recorded.ts';

/** Writes folded calls, their participants and their new facts, each with one statement for all. */
export async function saveCalls(tx: Tx, book: CallBook, calls: readonly Recorded[]): Promise<void> {
  if (calls.length === 0) return;
  await upsertCalls(tx, book, calls);
  await insertFacts(tx, book, calls);
  await upsertParticipants(tx, book, calls);
  await markHours(
    tx,
    book.workspaceId,
    calls.filter(hasOtherRings).map(({ callId }) => callId),
  );
}

/** Phones that rang in vain are counted with the journal, but stand beside the call's row. */
function hasOtherRings({ before, after }: Recorded): boolean {
  if (before === null || before.status !== after.status) return false; // its row says that it is to be counted
  const inVain = ({ participants }: Call): string =>
    participants.flatMap(({ outcome, userId }) => (outcome === 'no-answer' && userId !== null ? [userId] : [])).join();
  return inVain(before) !== inVain(after);
}

async function upsertCalls(tx: Tx, { workspaceId, connectionId, now }: CallBook, calls: readonly Recorded[]): Promise<void> {
  await sql`
    insert into calls as c (workspace_id, connection_id, id, pbx_call_id, direction, status, running, confirmed, client_number, caller_text, did,
      extension, user_id, answered_by, started_at, answered_at, ended_at, times_approximate, wait_seconds, talk_seconds, disposition,
      recordings, user_ids, origin, deadline_at, decision, version, updated_at)
    select ${workspaceId}, ${connectionId}, r.id, r.pbx_call_id, r.direction, r.status, r.running, r.confirmed, r.client_number, r.caller_text, r.did,
      r.extension, r.user_id, r.answered_by, r.started_at, r.answered_at, r.ended_at, r.times_approximate, r.wait_seconds, r.talk_seconds,
      r.disposition, r.recordings, r.user_ids, r.origin, r.deadline_at, r.decision, r.version, ${now}
    from jsonb_to_recordset(${JSON.stringify(calls.map(rowOf))}::jsonb) as r (id uuid, pbx_call_id text, direction text, status text,
      running boolean, confirmed boolean, client_number text, caller_text text, did text, extension text, user_id uuid, answered_by uuid,
      started_at timestamptz, answered_at timestamptz, ended_at timestamptz, times_approximate boolean, wait_seconds integer,
      talk_seconds integer, disposition text, recordings jsonb, user_ids uuid[], origin text, deadline_at timestamptz, decision jsonb, version integer)
    on conflict (workspace_id, id) do update set direction = excluded.direction, status = excluded.status, running = excluded.running,
      confirmed = excluded.confirmed, client_number = excluded.client_number, caller_text = excluded.caller_text, did = excluded.did,
      extension = excluded.extension, user_id = excluded.user_id, answered_by = excluded.answered_by, started_at = excluded.started_at,
      answered_at = excluded.answered_at, ended_at = excluded.ended_at, times_approximate = excluded.times_approximate,
      wait_seconds = excluded.wait_seconds, talk_seconds = excluded.talk_seconds, disposition = excluded.disposition,
      recordings = excluded.recordings, user_ids = excluded.user_ids, origin = excluded.origin, deadline_at = excluded.deadline_at,
      decision = coalesce(c.decision, excluded.decision), version = excluded.version, updated_at = excluded.updated_at
  `.execute(tx);
}

/** A folded call as its table keeps it. */
export function rowOf({
  callId,
  pbxCallId,
  version,
  confirmed,
  after,
  decision,
}: Pick<Recorded, 'callId' | 'pbxCallId' | 'version' | 'confirmed' | 'after' | 'decision'>): Record<string, unknown> {
  return {
    id: callId,
    pbx_call_id: pbxCallId,
    direction: after.direction,
    status: after.status,
    running: confirmed && after.endedAt === null, // of a call that only stale events tell of, nobody knows (F4)
    confirmed,
    client_number: after.clientNumber,
    caller_text: after.callerText,
    did: after.did,
    extension: after.extension,
    user_id: after.userId,
    answered_by: after.answeredBy?.userId ?? null,
    started_at: after.startedAt,
    answered_at: after.answeredAt,
    ended_at: after.endedAt,
    times_approximate: after.timesApproximate,
    wait_seconds: after.waitSeconds,
    talk_seconds: after.talkSeconds,
    disposition: after.disposition,
    recordings: after.recordings,
    user_ids: usersOf(after),
    origin: after.origin,
    deadline_at: nextDeadline(after),
    decision,
    version,
  };
}

async function insertFacts(tx: Tx, { workspaceId }: CallBook, calls: readonly Recorded[]): Promise<void> {
  const rows = calls.flatMap(({ callId, newFacts }) =>
    newFacts.map(({ id, fact }) => ({ call_id: callId, id, kind: fact.kind, at: fact.at, fact: factToJson(fact) })),
  );
  await sql`
    insert into call_facts (workspace_id, call_id, id, kind, at, fact)
    select ${workspaceId}, r.call_id, r.id, r.kind, r.at, r.fact
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (call_id uuid, id uuid, kind text, at timestamptz, fact jsonb)
    on conflict do nothing
  `.execute(tx);
}

async function upsertParticipants(tx: Tx, { workspaceId }: CallBook, calls: readonly Recorded[]): Promise<void> {
  const rows = calls.flatMap(({ callId, after }) =>
    after.participants.map((participant, n) => ({
      call_id: callId,
      n,
      extension: participant.extension,
      user_id: participant.userId,
      rang_at: participant.rangAt,
      answered_at: participant.answeredAt,
      left_at: participant.leftAt,
      outcome: participant.outcome,
      ring: participant.ring,
    })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into call_participants (workspace_id, call_id, n, extension, user_id, rang_at, answered_at, left_at, outcome, ring)
    select ${workspaceId}, r.call_id, r.n, r.extension, r.user_id, r.rang_at, r.answered_at, r.left_at, r.outcome, r.ring
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (call_id uuid, n smallint, extension text, user_id uuid, rang_at timestamptz,
      answered_at timestamptz, left_at timestamptz, outcome text, ring smallint)
    on conflict (workspace_id, call_id, n) do update set extension = excluded.extension, user_id = excluded.user_id, rang_at = excluded.rang_at,
      answered_at = excluded.answered_at, left_at = excluded.left_at, outcome = excluded.outcome, ring = excluded.ring
  `.execute(tx);
}
