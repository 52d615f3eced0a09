import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Connection } from '../../provider/connection.ts';
import { openSecret, sealSecret } from '../../secret.ts';

/** A key lives for 72 hours at the provider; a page that gets it in its last minute here still has half a day. */
const KEPT_HOURS = 60;
const LIVES_HOURS = 72;
const HOUR_MS = 3_600_000;

export type KeptKey = { key: string; hosts: string[]; askedAt: Date };
type Which = { connection: Connection; login: string };

/** The key of this login that was asked for with the keys of today, if one is young enough. */
export async function findKey(
  tx: Tx,
  { connection: { workspaceId, id, apiKey }, login }: Which,
  { secret, now }: { secret: string; now: Date },
): Promise<KeptKey | undefined> {
  const oldest = new Date(+now - KEPT_HOURS * HOUR_MS);
  const { rows } = await sql<{ sealed: string; hosts: string[]; askedAt: Date }>`
    select sealed_key as sealed, hosts, asked_at as "askedAt" from browser_phone_keys
    where workspace_id = ${workspaceId} and connection_id = ${id} and login = ${login} and api_key = ${apiKey} and asked_at > ${oldest}
  `.execute(tx);
  if (!rows[0]) return undefined;
  const { sealed, hosts, askedAt } = rows[0];
  const opened = openSecret({ secret, purpose: 'browser-phone', sealed });
  return opened.ok ? { key: opened.plain, hosts, askedAt } : undefined;
}

export async function keepKey(
  tx: Tx,
  { connection: { workspaceId, id, apiKey }, login }: Which,
  { secret, key, hosts, askedAt }: KeptKey & { secret: string },
): Promise<void> {
  const sealed = sealSecret({ secret, purpose: 'browser-phone', plain: key });
  await sql`
    insert into browser_phone_keys (workspace_id, connection_id, login, api_key, sealed_key, hosts, asked_at)
    values (${workspaceId}, ${id}, ${login}, ${apiKey}, ${sealed}, ${hosts}, ${askedAt})
    on conflict (workspace_id, connection_id, login) do update
      set api_key = excluded.api_key, sealed_key = excluded.sealed_key, hosts = excluded.hosts, asked_at = excluded.asked_at
  `.execute(tx);
}

export const expiryOf = ({ askedAt }: Pick<KeptKey, 'askedAt'>): Date => new Date(+askedAt + LIVES_HOURS * HOUR_MS);
