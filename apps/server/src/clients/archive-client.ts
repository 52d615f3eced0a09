import type { ClientType } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

type Archive = { workspaceId: string; type: ClientType; id: string; at: Date };

/** Archives a client; again means nothing. @returns whether there is one. */
export async function archiveClient(tx: Tx, { workspaceId, type, id, at }: Archive): Promise<boolean> {
  const { rows } = await sql`
    update clients set archived_at = coalesce(archived_at, ${at}), updated_at = case when archived_at is null then ${at} else updated_at end
    where workspace_id = ${workspaceId} and type = ${type} and id = ${id} returning id
  `.execute(tx);
  return rows.length > 0;
}
