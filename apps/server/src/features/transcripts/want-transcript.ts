import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { TranscriptKey } from './transcript-deps.ts';

/** A recording has come: where an extension that talked in it is always transcribed, its words are wanted, too. Once. */
export async function wantTranscript(tx: Tx, { workspaceId, callId, n }: TranscriptKey, at: Date): Promise<void> {
  await sql`
    insert into call_transcripts (workspace_id, call_id, n, call_started_at, asked_at, due_at)
    select r.workspace_id, r.call_id, r.n, r.started_at, ${at}, ${at} from call_recordings r
    join calls k on k.workspace_id = r.workspace_id and k.id = r.call_id
    where r.workspace_id = ${workspaceId} and r.call_id = ${callId} and r.n = ${n} and exists (
      select from extensions e where e.workspace_id = ${workspaceId} and e.connection_id = k.connection_id and e.transcribe and (
        e.extension = k.extension or e.extension in (
          select p.extension from call_participants p where p.workspace_id = ${workspaceId} and p.call_id = ${callId} and p.answered_at is not null)))
    on conflict do nothing
  `.execute(tx);
}
