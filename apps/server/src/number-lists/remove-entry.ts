import type { Role } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../audit/audit.ts';
import type { Tx } from '../db/in-workspace.ts';
import { AppError } from '../errors.ts';
import type { NumberList } from './list.ts';

type Remove = { by: { workspaceId: string; userId: string; role: Role }; id: string; at: Date };

/** Takes an entry off its list; an agent only what they have put there themselves. @throws {AppError} `not-found`, `forbidden`. */
export async function removeEntry(tx: Tx, { table, action, name }: NumberList, { by, id, at }: Remove): Promise<void> {
  const { workspaceId, userId, role } = by;
  const { rows } = await sql<{ createdBy: string | null }>`
    select created_by as "createdBy" from ${sql.table(table)} where workspace_id = ${workspaceId} and id = ${id} for update
  `.execute(tx);
  if (!rows[0]) throw new AppError('not-found', 'There is no such entry.');
  if (role === 'agent' && rows[0].createdBy !== userId) {
    throw new AppError('forbidden', `Somebody else has put this number on ${name}: ask a supervisor.`);
  }
  await sql`delete from ${sql.table(table)} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  await audit(tx, { workspaceId, userId, action: `${action}.removed`, about: { id }, at });
}
