import { sql } from 'kysely';
import type { AccountEffect } from '../calls/account-news.ts';

/**
 * SPEECH_RECOGNITION has no documented signature, so nothing in it is believed (F3): it only hastens the look at the provider for what we
 * wait for already.
 */
export const heedSpeechHints: AccountEffect = async (tx, { workspaceId, connectionId, now }, news) => {
  const told = news.flatMap(({ event }) => (event.event === 'SPEECH_RECOGNITION' ? [event] : []));
  const recordings = told.flatMap(({ callId }) => callId ?? []);
  const calls = told.flatMap(({ callId, pbxCallId }) => (callId === null && pbxCallId !== null ? [pbxCallId] : [])); // often only one of the ids is told
  if (recordings.length + calls.length === 0) return;
  await sql`
    update call_transcripts t set due_at = ${now}
    from call_recordings r join calls k on k.workspace_id = r.workspace_id and k.id = r.call_id
    where t.workspace_id = ${workspaceId} and t.state = 'preparing' and t.due_at > ${now}
      and r.workspace_id = ${workspaceId} and r.call_id = t.call_id and r.n = t.n
      and k.connection_id = ${connectionId} and (r.provider_id = any(${recordings}::text[]) or k.pbx_call_id = any(${calls}::text[]))
  `.execute(tx);
};
