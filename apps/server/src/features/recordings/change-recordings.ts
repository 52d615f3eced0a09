import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { touchCalls } from '../../call-news.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Identity } from '../../http/identity.ts';
import { type Found, findRecording } from './find-recordings.ts';
import type { RecordingDeps } from './recording-deps.ts';

type Which = { id: string; n: number };

/** Asks for it again, from the first gap on. @throws {AppError} `conflict` for one that is there, is coming, or was erased. */
export async function retryRecording({ db, now }: RecordingDeps, who: Identity, { id, n }: Which): Promise<Found> {
  const { workspaceId } = who;
  return inWorkspace(db, workspaceId, async (tx) => {
    const found = await findRecording(tx, who, { id, n });
    if (!found.may.retry) throw refusedRetry(found, who);
    await touchCalls(tx, { workspaceId, callIds: [id], at: now() });
    await sql`
      update call_recordings set state = 'preparing', reason = null, attempts = 0, due_at = ${now()}, claim = null, claimed_until = null
      where workspace_id = ${workspaceId} and call_id = ${id} and n = ${n} and state = 'unavailable'
    `.execute(tx);
    return findRecording(tx, who, { id, n });
  });
}

function refusedRetry({ state, reason }: Found, { role }: Identity): AppError {
  if (state === 'ready') return new AppError('conflict', 'This recording is here already.');
  if (state === 'preparing') return new AppError('conflict', 'This recording is being fetched.');
  if (reason === 'deleted' || reason === 'expired' || reason === 'not-kept')
    return new AppError('conflict', 'This recording was erased, and does not come back.');
  return new AppError('forbidden', `As ${role} you hear your own calls and those of your clients.`);
}

/** The sound goes out of the archive within a minute, and nobody hears it from now on. Again: nothing more happens. */
export async function deleteRecording({ db, now }: RecordingDeps, who: Identity, { id, n }: Which): Promise<void> {
  const { workspaceId, userId } = who;
  await inWorkspace(db, workspaceId, async (tx) => {
    const found = await findRecording(tx, who, { id, n });
    if (!found.may.delete) {
      if (found.state === 'unavailable' && found.reason === 'deleted') return;
      throw new AppError('forbidden', 'You may not delete recordings. Ask an administrator.');
    }
    await touchCalls(tx, { workspaceId, callIds: [id], at: now() });
    const { rows } = await sql`
      update call_recordings set state = 'unavailable', reason = 'deleted', due_at = null, claim = null, claimed_until = null
      where workspace_id = ${workspaceId} and call_id = ${id} and n = ${n} and reason is distinct from 'deleted' returning n
    `.execute(tx);
    if (rows.length > 0)
      await audit(tx, { workspaceId, userId, action: 'recording.deleted', about: { callId: id, n }, at: now() });
  });
}
