import type { TranscriptMode } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { askProvider } from '../../provider/provider-problem.ts';
import type { ExtensionDeps } from './extension-deps.ts';
import { findSwitchable, readBack } from './switch-recording.ts';

type Switch = { workspaceId: string; by: string; extension: string; mode: TranscriptMode };

/**
 * 5.11: which recordings of an extension become text. The provider is only told to allow it: it is asked for recording by recording, of those
 * that are kept. What is recorded stays recorded.
 *
 * @throws {AppError} `not-found`, `conflict` for one that vanished or is not recorded, and what the provider's refusal means: nothing has changed then.
 */
export async function switchTranscripts(deps: ExtensionDeps, { workspaceId, by, extension, mode }: Switch): Promise<void> {
  const { connection, recording } = await findSwitchable(deps, workspaceId, extension);
  if (recording === null || /^(off.*|false|)$/.test(recording))
    throw new AppError('conflict', 'This extension is not recorded: switch its recording on first.');
  const client = deps.clients.clientFor(connection);
  const speechRecognition = mode === 'off' ? 'off' : 'optional';
  await askProvider(() => client.setRecording({ extension, status: 'on_store', speechRecognition }));
  if (mode !== 'off') await deps.hearOfTranscripts(connection);
  const told = await readBack(() => client.extensionInfo(extension));
  const word =
    told === undefined ? (mode === 'off' ? 'Without recognition' : 'For manual recognition') : (told.recordStore ?? 'off');
  await inWorkspace(deps.db, workspaceId, async (tx) => {
    await sql`
      update extensions set recording = ${word}, transcribe = ${mode === 'always'}
      where workspace_id = ${workspaceId} and connection_id = ${connection.id} and extension = ${extension}
    `.execute(tx);
    const about = { extension, mode };
    await audit(tx, { workspaceId, userId: by, action: 'telephony.transcripts-switched', about, at: deps.now() });
  });
}
