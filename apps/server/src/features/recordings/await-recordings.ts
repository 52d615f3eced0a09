import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { CallEffect, Recorded } from '../calls/recorded.ts';
import { addRecordings } from './add-recordings.ts';
import { conversationsOf, joinRecordings, keepLegsRecorded, lockConversations } from './recorded-legs.ts';

/** The provider documents that it needs so long after the end of a call. */
const FIRST_ASKED_AFTER_MS = 40_000;

/** 5.4: RECORD, or END with `is_recorded=1`: the recording is "being prepared", and asked for 40 s later. What a leg recorded is its conversation's. */
export const awaitRecordings: CallEffect = async (tx, { workspaceId, now, joined }, calls) => {
  await joinRecordings(tx, { workspaceId, at: now }, joined);
  const recorded = calls.filter(({ after, newFacts }) => after.recordings.length > 0 && newFacts.length > 0);
  if (recorded.length === 0) return;
  const legs = await conversationsOf(tx, workspaceId, recorded);
  await lockConversations(tx, workspaceId, [...legs.values()]);
  const told = recorded.map(({ callId, after }) => ({
    ...placeOf(callId, legs),
    startedAt: after.startedAt,
    providerIds: after.recordings.flatMap(({ id }) => id ?? []),
    nameless: after.recordings.some(({ id }) => id === null),
  }));
  const dueAt = new Date(+now + FIRST_ASKED_AFTER_MS);
  const added = await addRecordings(tx, { workspaceId, now, dueAt }, told);
  if (added > 0) await keepLegsRecorded(tx, { workspaceId, at: now }, [...legs.values()]);
  await hasten(tx, { workspaceId, dueAt, legs }, recorded);
};
awaitRecordings.ofLegsToo = true;

type Legs = ReadonlyMap<string, string>;

/** Under which call a recording stands, and which leg of it the provider knows it by. */
function placeOf(callId: string, legs: Legs): { callId: string; legId: string | null } {
  const conversation = legs.get(callId);
  return conversation === undefined ? { callId, legId: null } : { callId: conversation, legId: callId };
}

/** RECORD: it is stored now. Whoever waits out a long gap, or had given up, asks again. */
async function hasten(
  tx: Tx,
  { workspaceId, dueAt, legs }: { workspaceId: string; dueAt: Date; legs: Legs },
  calls: readonly Recorded[],
): Promise<void> {
  const stored = calls.flatMap(({ callId, newFacts }) =>
    newFacts.flatMap(({ fact }) =>
      fact.kind === 'recorded' ? [{ call_id: placeOf(callId, legs).callId, provider_id: fact.recordingId }] : [],
    ),
  );
  if (stored.length === 0) return;
  await sql`
    update call_recordings r set state = 'preparing', due_at = least(coalesce(r.due_at, ${dueAt}), ${dueAt}),
      attempts = case when r.state = 'unavailable' then 0 else r.attempts end
    from jsonb_to_recordset(${JSON.stringify(stored)}::jsonb) as t (call_id uuid, provider_id text)
    where r.workspace_id = ${workspaceId} and r.call_id = t.call_id and rtrim(r.provider_id, '0') = rtrim(t.provider_id, '0')
      and (r.state = 'preparing' and r.due_at > ${dueAt} or r.state = 'unavailable' and r.reason = 'not-stored-yet')
  `.execute(tx);
}
