import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { findConnection } from '../../provider/connection.ts';
import type { ExtensionDeps } from './extension-deps.ts';

type Assignment = { workspaceId: string; by: string; extension: string; userId: string | null };

/**
 * Gives an extension to a user, or frees it. Of two saves at once one fails: the row is locked, and a user has one extension by a
 * unique index.
 *
 * @throws {AppError} `not-found`, `invalid`, `extension-taken`, `user-has-extension`, `conflict` for one that vanished.
 */
export async function assignExtension(deps: ExtensionDeps, { workspaceId, by, extension, userId }: Assignment): Promise<void> {
  try {
    await inWorkspace(deps.db, workspaceId, async (tx) => {
      const connection = await findConnection(tx, workspaceId);
      const before = await lockExtension(tx, { workspaceId, connectionId: connection.id, extension });
      if (before.userId === userId) return;
      if (userId !== null) await refuseUnfit(tx, { workspaceId, userId, before });
      await sql`
        update extensions set user_id = ${userId}
        where workspace_id = ${workspaceId} and connection_id = ${connection.id} and extension = ${extension}
      `.execute(tx);
      const about = { extension, userId, before: before.userId };
      await audit(tx, { workspaceId, userId: by, action: 'telephony.extension-assigned', about, at: deps.now() });
    });
  } catch (error) {
    throw isTakenTwice(error)
      ? new AppError('user-has-extension', 'This user has another extension already: free that one first.', { cause: error })
      : error;
  }
}

type Locked = { userId: string | null; userName: string | null; vanished: boolean };

async function lockExtension(tx: Tx, key: { workspaceId: string; connectionId: string; extension: string }): Promise<Locked> {
  const { rows } = await sql<Locked>`
    select e.user_id as "userId", e.vanished_at is not null as vanished,
      (select name from users u where u.workspace_id = e.workspace_id and u.id = e.user_id) as "userName"
    from extensions e
    where e.workspace_id = ${key.workspaceId} and e.connection_id = ${key.connectionId} and e.extension = ${key.extension}
    for update of e
  `.execute(tx);
  if (!rows[0]) throw new AppError('not-found', 'There is no such extension. Refresh the list from the PBX.');
  return rows[0];
}

async function refuseUnfit(
  tx: Tx,
  { workspaceId, userId, before }: { workspaceId: string; userId: string; before: Locked },
): Promise<void> {
  if (before.userId !== null)
    throw new AppError('extension-taken', `This extension belongs to ${before.userName ?? 'another user'}: free it first.`);
  if (before.vanished) throw new AppError('conflict', 'The PBX no longer has this extension.');
  const { rows } = await sql`select from users where workspace_id = ${workspaceId} and id = ${userId} and active`.execute(tx);
  if (rows.length === 0) throw invalid('/userId', 'must be an active user of this workspace');
}

function isTakenTwice(error: unknown): boolean {
  return error instanceof Error && 'constraint' in error && error.constraint === 'extensions_one_per_user';
}
