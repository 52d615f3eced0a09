import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** The hours of these calls are to be counted anew for something that is not in their rows: those mark themselves (migration 0032). */
export async function markHours(tx: Tx, workspaceId: string, callIds: readonly string[]): Promise<void> {
  if (callIds.length === 0) return;
  await sql`
    insert into call_changes (workspace_id, hour)
    select distinct workspace_id, date_bin('1 hour', started_at, 'epoch') from calls
    where workspace_id = ${workspaceId} and id = any(${[...callIds]}::uuid[])
  `.execute(tx);
}
