import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** Gives calls whose clients became others a new version, and tells whoever has one of them on the screen, with the commit. */
export async function tellCallsChanged(
  tx: Tx,
  { workspaceId, callIds, at }: { workspaceId: string; callIds: readonly string[]; at: Date },
): Promise<void> {
  if (callIds.length === 0) return;
  const { rows } = await sql<{ id: string; version: number; running: boolean; userIds: string[] }>`
    update calls set version = version + 1, updated_at = ${at} where workspace_id = ${workspaceId} and id = any(${[...callIds]}::uuid[])
    returning id, version, running, user_ids as "userIds"
  `.execute(tx);
  for (const { id: callId, version, userIds } of rows.filter(({ running }) => running)) {
    const news = [{ workspaceId, callId, version, announcements: [{ type: 'call.updated', userIds }] }];
    await sql`select pg_notify('carillon_calls', ${JSON.stringify(news)})`.execute(tx);
  }
}
