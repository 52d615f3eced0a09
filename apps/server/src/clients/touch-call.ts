import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

const TOLD_AFTER_END = sql.raw(`interval '15 minutes'`); // the line that asks for a result stays for ten

/** A call has changed by what people say: a new version tells everybody who holds it; whose phones it concerns hear of it at once. */
export async function touchCall(
  tx: Tx,
  { workspaceId, callId, at }: { workspaceId: string; callId: string; at: Date },
): Promise<void> {
  const { rows } = await sql<{ version: number; userIds: string[]; onScreen: boolean }>`
    update calls set version = version + 1, updated_at = ${at} where workspace_id = ${workspaceId} and id = ${callId}
    returning version, user_ids as "userIds", running or ended_at > ${at}::timestamptz - ${TOLD_AFTER_END} as "onScreen"
  `.execute(tx);
  const call = rows[0];
  if (!call?.onScreen || call.userIds.length === 0) return;
  const news = [{ workspaceId, callId, version: call.version, announcements: [{ type: 'call.updated', userIds: call.userIds }] }];
  await sql`select pg_notify('carillon_calls', ${JSON.stringify(news)})`.execute(tx);
}
