import { sql } from 'kysely';
import { audit } from '../audit/audit.ts';
import type { Tx } from '../db/in-workspace.ts';

const HOUR_MS = 3_600_000;

type Reader = { workspaceId: string; userId: string };
type Reading = { what: string; action: string; about: Record<string, unknown>; at: Date };

/** 5.10, 5.11: who reads what was said is written down, once an hour for the same thing. */
export async function noteReading(tx: Tx, { workspaceId, userId }: Reader, { what, action, about, at }: Reading): Promise<void> {
  const hour = new Date(Math.floor(+at / HOUR_MS) * HOUR_MS);
  const { rows } = await sql`
    insert into transcript_readings (workspace_id, user_id, hour, what) values (${workspaceId}, ${userId}, ${hour}, ${what})
    on conflict do nothing returning what
  `.execute(tx);
  if (rows.length > 0) await audit(tx, { workspaceId, userId, action, about, at });
}
