import type { Recording } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { touchCalls } from '../../call-news.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Identity } from '../../http/identity.ts';
import type { TranscriptDeps } from './transcript-deps.ts';

/**
 * Puts a recording into the queue, or one that has failed back into it.
 *
 * @throws {AppError} `forbidden`; `conflict` for one that is there, is being made, or has no recording.
 */
export async function askForTranscript(
  { db, now, findRecording }: TranscriptDeps,
  who: Identity,
  { id, n }: { id: string; n: number },
): Promise<Recording> {
  const { workspaceId, userId } = who;
  return inWorkspace(db, workspaceId, async (tx) => {
    const found = await findRecording(tx, who, { id, n });
    if (!found.may.transcribe) throw refusal(found);
    const at = now();
    await touchCalls(tx, { workspaceId, callIds: [id], at }); // the lock under which recordings come and go, too
    const { rows } = await sql`
      insert into call_transcripts as t (workspace_id, call_id, n, call_started_at, asked_by, asked_at, due_at)
      select workspace_id, call_id, n, started_at, ${userId}, ${at}, ${at} from call_recordings
      where workspace_id = ${workspaceId} and call_id = ${id} and n = ${n} and state = 'ready'
      on conflict (workspace_id, call_id, n) do update set state = 'preparing', reason = null, asked_by = excluded.asked_by,
        asked_at = excluded.asked_at, due_at = excluded.due_at, begun_at = null, attempts = 0, claim = null, claimed_until = null
        where t.state = 'unavailable'
      returning n
    `.execute(tx);
    if (rows.length > 0) await audit(tx, { workspaceId, userId, action: 'transcript.asked', about: { callId: id, n }, at });
    return findRecording(tx, who, { id, n });
  });
}

function refusal({ state, transcript, may }: Recording): AppError {
  if (state !== 'ready') return new AppError('conflict', 'This recording is not here.');
  if (may.listen && transcript?.state === 'ready') return new AppError('conflict', 'Its transcript is here already.');
  if (may.listen && transcript?.state === 'preparing') return new AppError('conflict', 'Its transcript is being made.');
  return new AppError('forbidden', 'You may not ask for transcripts. Ask an administrator.');
}
