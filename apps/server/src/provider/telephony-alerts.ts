import type { TelephonyAlertView } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

type Which = { workspaceId: string; id: string };

/** What is wrong with a connection at the moment, the newest first. */
export async function readAlerts(tx: Tx, { workspaceId, id }: Which): Promise<TelephonyAlertView[]> {
  const { rows } = await sql<Omit<TelephonyAlertView, 'raisedAt'> & { raisedAt: Date }>`
    select a.alert, nullif(a.subject, '') as subject, a.detail, a.raised_at as "raisedAt" from telephony_alerts a
    join connections c on c.workspace_id = a.workspace_id and c.id = a.connection_id and c.sealed_secret is not null
    where a.workspace_id = ${workspaceId} and a.connection_id = ${id} and a.healed_at is null order by a.raised_at desc, a.id desc
  `.execute(tx);
  return rows.map((row) => ({ ...row, raisedAt: row.raisedAt.toISOString() }));
}

/** Somebody has changed something at the provider: what was wrong may be healed, which shows with the next look, within a minute. */
export async function askAgainSoon(tx: Tx, { workspaceId, id }: Which): Promise<void> {
  await sql`update telephony_looks set asked_at = null where workspace_id = ${workspaceId} and connection_id = ${id}`.execute(tx);
}
