import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';

type About = { workspaceId: string; userId: string; callId: string; at: Date };

/** A new version tells everybody who holds the call that it changed. */
async function touch(tx: Tx, { workspaceId, callId, at }: Omit<About, 'userId'>): Promise<void> {
  await sql`update calls set version = version + 1, updated_at = ${at} where workspace_id = ${workspaceId} and id = ${callId}`.execute(
    tx,
  );
}

export async function addNote(tx: Tx, about: About, text: string): Promise<void> {
  const { workspaceId, userId, callId, at } = about;
  await tx
    .insertInto('call_notes')
    .values({ workspace_id: workspaceId, id: uuidv7(), call_id: callId, author_id: userId, at, text })
    .execute();
  await touch(tx, about);
}

/** `null` takes the outcome back. */
export async function setOutcome(tx: Tx, about: About, outcome: string | null): Promise<void> {
  const { workspaceId, userId, callId, at } = about;
  if (outcome === null || outcome.trim() === '') {
    await tx.deleteFrom('call_outcomes').where('workspace_id', '=', workspaceId).where('call_id', '=', callId).execute();
  } else {
    await tx
      .insertInto('call_outcomes')
      .values({ workspace_id: workspaceId, call_id: callId, outcome, by_user_id: userId, at })
      .onConflict((conflict) => conflict.columns(['workspace_id', 'call_id']).doUpdateSet({ outcome, by_user_id: userId, at }))
      .execute();
  }
  await touch(tx, about);
}

/**
 * A person's word outranks the number's: the client becomes the primary one.
 *
 * @throws {AppError} `not-found` when there is no such client.
 */
export async function chooseClient(
  tx: Tx,
  { workspaceId, callId, now }: { workspaceId: string; callId: string; now: Date },
  { type, clientId }: { type: string; clientId: string },
): Promise<void> {
  const client =
    await sql`select from clients where workspace_id = ${workspaceId} and id = ${clientId} and type = ${type}`.execute(tx);
  if (client.rows.length === 0) throw new AppError('not-found', 'There is no such client.');
  await sql`update call_clients set is_primary = false where workspace_id = ${workspaceId} and call_id = ${callId} and is_primary`.execute(
    tx,
  );
  await sql`
    insert into call_clients (workspace_id, call_id, client_id, because, is_primary) values (${workspaceId}, ${callId}, ${clientId}, 'person', true)
    on conflict (workspace_id, call_id, client_id) do update set is_primary = true, because = 'person'
  `.execute(tx);
  await touch(tx, { workspaceId, callId, at: now });
  const { rows } = await sql<{ version: number; userIds: string[] }>`
    select version, user_ids as "userIds" from calls where workspace_id = ${workspaceId} and id = ${callId} and running
  `.execute(tx);
  const running = rows[0];
  if (running) {
    const news = [
      { workspaceId, callId, version: running.version, announcements: [{ type: 'call.updated', userIds: running.userIds }] },
    ];
    await sql`select pg_notify('carillon_calls', ${JSON.stringify(news)})`.execute(tx);
  }
}
