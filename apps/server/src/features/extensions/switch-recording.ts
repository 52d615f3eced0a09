import { ZadarmaError } from '@carillon/zadarma';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import { askProvider } from '../../provider/provider-problem.ts';
import type { ExtensionDeps } from './extension-deps.ts';

type Switch = { workspaceId: string; by: string; extension: string; enabled: boolean };

/**
 * 5.9: switches the storing of an extension's calls at the provider, then asks it how the extension is recorded now.
 *
 * @throws {AppError} `not-found`, `conflict` for one that vanished, and what the provider's refusal means: nothing has changed then.
 */
export async function switchRecording(deps: ExtensionDeps, { workspaceId, by, extension, enabled }: Switch): Promise<void> {
  const { connection } = await findSwitchable(deps, workspaceId, extension);
  const client = deps.clients.clientFor(connection);
  await askProvider(() => client.setRecording({ extension, status: enabled ? 'on_store' : 'off_store' }));
  const told = await readBack(() => client.extensionInfo(extension));
  const recording = told === undefined ? (enabled ? 'on' : 'off') : (told.recordStore ?? 'off');
  await inWorkspace(deps.db, workspaceId, async (tx) => {
    await sql`
      update extensions set recording = ${recording}
      where workspace_id = ${workspaceId} and connection_id = ${connection.id} and extension = ${extension}
    `.execute(tx);
    const about = { extension, enabled };
    await audit(tx, { workspaceId, userId: by, action: 'telephony.recording-switched', about, at: deps.now() });
  });
}

/** An extension that the PBX has. @throws {AppError} `not-found`, `conflict` for one that vanished. */
export function findSwitchable(
  { db }: Pick<ExtensionDeps, 'db'>,
  workspaceId: string,
  extension: string,
): Promise<{ connection: Connection; recording: string | null }> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const connection = await findConnection(tx, workspaceId);
    const { rows } = await sql<{ vanished: boolean; recording: string | null }>`
      select vanished_at is not null as vanished, recording from extensions
      where workspace_id = ${workspaceId} and connection_id = ${connection.id} and extension = ${extension}
    `.execute(tx);
    if (!rows[0]) throw new AppError('not-found', 'There is no such extension. Refresh the list from the PBX.');
    if (rows[0].vanished) throw new AppError('conflict', 'The PBX no longer has this extension.');
    return { connection, recording: rows[0].recording };
  });
}

/** It was switched, that much is known: where its words can't be had, ours do until the next refresh. */
export async function readBack<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof ZadarmaError) return undefined;
    throw error;
  }
}
