import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import type { Identity } from '../../http/identity.ts';

const HOUR_MS = 3_600_000;

/** 5.10: who hears what is written down, once an hour for one sound, however many pieces a player asks for. A download each time. */
export async function noteHearing(
  tx: Tx,
  { workspaceId, userId }: Identity,
  { callId, n, asFile, at }: { callId: string; n: number; asFile: boolean; at: Date },
): Promise<void> {
  const about = { callId, n };
  if (asFile) return audit(tx, { workspaceId, userId, action: 'recording.downloaded', about, at });
  const hour = new Date(Math.floor(+at / HOUR_MS) * HOUR_MS);
  const { rows } = await sql`
    insert into recording_hearings (workspace_id, call_id, n, user_id, hour) values (${workspaceId}, ${callId}, ${n}, ${userId}, ${hour})
    on conflict do nothing returning n
  `.execute(tx);
  if (rows.length > 0) await audit(tx, { workspaceId, userId, action: 'recording.heard', about, at });
}
