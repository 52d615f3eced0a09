import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** A person has done something with these records: from now on those a call had made are not untouched (6.9). */
export async function touchAutomatic(
  tx: Tx,
  { workspaceId, clientIds, at }: { workspaceId: string; clientIds: readonly string[]; at: Date },
): Promise<void> {
  await sql`
    update clients set touched_at = ${at}
    where workspace_id = ${workspaceId} and id = any(${clientIds}::uuid[]) and automatic and touched_at is null
  `.execute(tx);
}
