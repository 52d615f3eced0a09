import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { CallEffect, Recorded } from '../calls/recorded.ts';
import { addRecordings } from './add-recordings.ts';

/** The provider documents that it needs so long after the end of a call. */
const FIRST_ASKED_AFTER_MS = 40_000;

/** 5.4: RECORD, or END with `is_recorded=1`: the recording is "being prepared", and asked for 40 s later. */
export const awaitRecordings: CallEffect = async (tx, { workspaceId, now }, calls) => {
  const told = calls.flatMap((call) => {
    const nameless = call.newFacts.some(({ fact }) => 'recorded' in fact && fact.recorded);
    const providerIds = call.after.recordings.map(({ id }) => id);
    return nameless || isNewWith(call, providerIds)
      ? [{ callId: call.callId, startedAt: call.after.startedAt, providerIds, nameless }]
      : [];
  });
  if (told.length === 0) return;
  const dueAt = new Date(+now + FIRST_ASKED_AFTER_MS);
  await addRecordings(tx, { workspaceId, now, dueAt }, told);
  await hasten(tx, { workspaceId, dueAt }, calls);
};

/** RECORD: it is stored now. Whoever waits out a long gap, or had given up, asks again. */
async function hasten(
  tx: Tx,
  { workspaceId, dueAt }: { workspaceId: string; dueAt: Date },
  calls: readonly Recorded[],
): Promise<void> {
  const stored = calls.flatMap(({ callId, newFacts }) =>
    newFacts.flatMap(({ fact }) => (fact.kind === 'recorded' ? [{ call_id: callId, provider_id: fact.recordingId }] : [])),
  );
  if (stored.length === 0) return;
  await sql`
    update call_recordings r set state = 'preparing', due_at = least(coalesce(r.due_at, ${dueAt}), ${dueAt}),
      attempts = case when r.state = 'unavailable' then 0 else r.attempts end
    from jsonb_to_recordset(${JSON.stringify(stored)}::jsonb) as t (call_id uuid, provider_id text)
    where r.workspace_id = ${workspaceId} and r.call_id = t.call_id and r.provider_id = t.provider_id
      and (r.state = 'preparing' and r.due_at > ${dueAt} or r.state = 'unavailable' and r.reason = 'not-stored-yet')
  `.execute(tx);
}

/** Also a call that was told of before, and is confirmed only now. */
const isNewWith = ({ newFacts }: Recorded, providerIds: readonly string[]): boolean =>
  providerIds.length > 0 && newFacts.length > 0;
