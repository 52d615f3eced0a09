import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { invalid } from '../errors.ts';

type Which = { workspaceId: string; type: 'contact' | 'company'; id: string | null | undefined };

/** Keeps a deal's contact or company from vanishing until the transaction ends. @throws {AppError} `invalid` when there is none. */
export async function requireClient(tx: Tx, { workspaceId, type, id }: Which): Promise<void> {
  if (id === null || id === undefined) return;
  const { rows } = await sql`
    select id from clients where workspace_id = ${workspaceId} and id = ${id} and type = ${type} for key share
  `.execute(tx);
  if (rows.length === 0) throw invalid(`/${type}Id`, `There is no such ${type}.`);
}
