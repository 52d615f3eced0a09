import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';

export type Claim = { workspaceId: string; userId: string; key: string; requestHash: string };
export type Kept = { requestHash: string; status: number | null; body: string | null };

const KEPT_HOURS = 24;
const ABANDONED_SECONDS = 90; // longer than a request may take: whoever held the key is gone
const hashOf = (text: string) => createHash('sha256').update(text).digest();

/**
 * Takes a key for this request. Of several at once one gets it; a key older than a day, or left by a process that died, is free again.
 *
 * @returns undefined when the key is ours now, otherwise what is known of the request that has it.
 */
export async function claimKey(db: Kysely<Database>, claim: Claim, at: Date): Promise<Kept | undefined> {
  const { workspaceId, userId, key, requestHash } = claim;
  const old = new Date(+at - KEPT_HOURS * 3_600_000);
  const abandoned = new Date(+at - ABANDONED_SECONDS * 1000);
  return inWorkspace(db, workspaceId, async (tx) => {
    await sql`delete from idempotency_keys where workspace_id = ${workspaceId} and user_id = ${userId} and created_at < ${old}`.execute(
      tx,
    );
    const { rows: ours } = await sql`
      insert into idempotency_keys (workspace_id, user_id, key, request_hash, created_at)
      values (${workspaceId}, ${userId}, ${hashOf(key).toString('hex')}, ${requestHash}, ${at})
      on conflict (workspace_id, user_id, key) do update set request_hash = excluded.request_hash, created_at = excluded.created_at
        where idempotency_keys.status is null and idempotency_keys.created_at < ${abandoned}
      returning key
    `.execute(tx);
    if (ours.length > 0) return undefined;
    const { rows } = await sql<Kept>`
      select request_hash as "requestHash", status, body from idempotency_keys
      where workspace_id = ${workspaceId} and user_id = ${userId} and key = ${hashOf(key).toString('hex')}
    `.execute(tx);
    const kept = rows[0];
    return kept && { ...kept, body: kept.body === null ? null : unseal(kept.body, key) };
  });
}

/** Keeps the answer for whoever asks again with the same key. */
export async function keepAnswer(db: Kysely<Database>, claim: Claim, answer: { status: number; body: string }): Promise<void> {
  const { workspaceId, userId, key } = claim;
  await inWorkspace(db, workspaceId, (tx) =>
    sql`
      update idempotency_keys set status = ${answer.status}, body = ${JSON.stringify(seal(answer.body, key))}::jsonb
      where workspace_id = ${workspaceId} and user_id = ${userId} and key = ${hashOf(key).toString('hex')}
    `.execute(tx),
  );
}

/** Gives the key back: nothing was made. */
export async function releaseKey(db: Kysely<Database>, { workspaceId, userId, key }: Claim): Promise<void> {
  await inWorkspace(db, workspaceId, (tx) =>
    sql`
      delete from idempotency_keys
      where workspace_id = ${workspaceId} and user_id = ${userId} and key = ${hashOf(key).toString('hex')} and status is null
    `.execute(tx),
  );
}

/** An answer may hold a new token, so only the client's key, of which the database has no more than a hash, opens it. */
function seal(body: string, key: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', hashOf(`answer ${key}`), nonce);
  return Buffer.concat([nonce, cipher.update(body, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function unseal(sealed: string, key: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const cipher = createDecipheriv('aes-256-gcm', hashOf(`answer ${key}`), bytes.subarray(0, 12));
  cipher.setAuthTag(bytes.subarray(-16));
  return Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]).toString('utf8');
}
