import { type Kysely, sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { openSecret, sealSecret } from '../../secret.ts';
import { newVapidKeys, type VapidKeys } from './vapid.ts';

type Kept = { publicKey: string; sealed: string };

/**
 * The installation's key pair, made when it is first asked for; of two processes that make one at once, one pair is kept.
 * When CARILLON_SECRET has changed, a new pair takes its place: the browsers subscribe anew by themselves.
 */
export async function loadPushKeys(db: Kysely<Database>, secret: string): Promise<VapidKeys> {
  const kept = await readKept(db);
  const opened = kept && openSecret({ secret, purpose: 'web-push', sealed: kept.sealed });
  if (kept && opened?.ok) return { publicKey: kept.publicKey, privateKey: opened.plain };
  const made = newVapidKeys();
  const sealed = sealSecret({ secret, purpose: 'web-push', plain: made.privateKey });
  await sql`
    insert into push_keys (public_key, sealed_private_key) values (${made.publicKey}, ${sealed})
    on conflict (one) do update set public_key = excluded.public_key, sealed_private_key = excluded.sealed_private_key
      where push_keys.public_key = ${kept?.publicKey ?? ''}
  `.execute(db);
  return loadPushKeys(db, secret);
}

async function readKept(db: Kysely<Database>): Promise<Kept | undefined> {
  const { rows } = await sql<Kept>`select public_key as "publicKey", sealed_private_key as sealed from push_keys`.execute(db);
  return rows[0];
}
