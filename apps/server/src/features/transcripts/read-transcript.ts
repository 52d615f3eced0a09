import type { Transcript } from '@carillon/contract';
import { sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Identity } from '../../http/identity.ts';
import { noteReading } from '../../journal/note-reading.ts';
import type { TranscriptDeps } from './transcript-deps.ts';

/**
 * What was said, for whoever may listen; who reads it is written down.
 *
 * @throws {AppError} `not-found` while there is none, `forbidden`.
 */
export async function readTranscript(
  { db, now, findRecording }: TranscriptDeps,
  who: Identity,
  { id, n }: { id: string; n: number },
): Promise<Transcript> {
  const { workspaceId } = who;
  return inWorkspace(db, workspaceId, async (tx) => {
    const { state, transcript, may } = await findRecording(tx, who, { id, n });
    if (state !== 'ready' || transcript === null) throw new AppError('not-found', 'This recording has no transcript.');
    if (!may.listen) throw new AppError('forbidden', 'You may read your own calls and those of your clients.');
    if (transcript.state !== 'ready') throw new AppError('not-found', 'The transcript of this recording is not here.');
    const { rows } = await sql<Omit<Transcript, 'readyAt'> & { readyAt: Date }>`
      select n, lang, ready_at as "readyAt", phrases from call_transcripts
      where workspace_id = ${workspaceId} and call_id = ${id} and n = ${n} and state = 'ready'
    `.execute(tx);
    if (!rows[0]) throw new AppError('not-found', 'The transcript of this recording is not here.');
    await noteReading(tx, who, { what: `${id}/${n}`, action: 'transcript.read', about: { callId: id, n }, at: now() });
    return { ...rows[0], readyAt: rows[0].readyAt.toISOString() };
  });
}
