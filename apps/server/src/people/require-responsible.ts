import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { invalid } from '../errors.ts';

/** @throws {AppError} `invalid` unless it is an active user, or nobody. */
export async function requireResponsible(tx: Tx, workspaceId: string, userId: string | null | undefined): Promise<void> {
  if (userId === null || userId === undefined) return;
  const { rows } = await sql`select id from users where workspace_id = ${workspaceId} and id = ${userId} and active`.execute(tx);
  if (rows.length === 0) throw invalid('/responsibleId', 'There is no such active user.');
}
