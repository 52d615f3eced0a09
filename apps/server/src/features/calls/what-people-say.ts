import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { touchCall } from '../../clients/touch-call.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';

type About = { workspaceId: string; userId: string; callId: string; at: Date };

export async function addNote(tx: Tx, about: About, text: string): Promise<void> {
  const { workspaceId, userId, callId, at } = about;
  await tx
    .insertInto('call_notes')
    .values({ workspace_id: workspaceId, id: uuidv7(), call_id: callId, author_id: userId, at, text })
    .execute();
  await touchCall(tx, about);
}

/**
 * A note as far as it is written, under an id of the writer's choice: told again, it is the same note. Without words it is taken away.
 *
 * @throws {AppError} `not-found` when the id is somebody else's note, or one on another call.
 */
export async function writeNote(tx: Tx, about: About, { noteId, text }: { noteId: string; text: string }): Promise<void> {
  const { workspaceId, userId, callId, at } = about;
  if (text.trim() === '') {
    await sql`
      delete from call_notes where workspace_id = ${workspaceId} and id = ${noteId} and call_id = ${callId} and author_id = ${userId}
    `.execute(tx);
    return touchCall(tx, about);
  }
  const { rows } = await sql`
    insert into call_notes (workspace_id, id, call_id, author_id, at, text) values (${workspaceId}, ${noteId}, ${callId}, ${userId}, ${at}, ${text})
    on conflict (workspace_id, id) do update set text = excluded.text
      where call_notes.author_id = excluded.author_id and call_notes.call_id = excluded.call_id
    returning id
  `.execute(tx);
  if (rows.length === 0) throw new AppError('not-found', 'There is no such note of yours on this call.');
  await touchCall(tx, about);
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
  await touchCall(tx, about);
}

/**
 * A person's word outranks the number's: the client becomes the primary one.
 *
 * @throws {AppError} `not-found` when there is no such client.
 */
export async function chooseClient(
  tx: Tx,
  { workspaceId, userId, callId, at }: About,
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
  // Only what the number could mean is remembered: a client without it (a colleague's phone was borrowed) is this call's alone.
  await sql`
    insert into client_choices (workspace_id, e164, client_id, chosen_by, chosen_at)
    select k.workspace_id, n.e164, n.client_id, ${userId}, ${at}
    from calls k join client_numbers n on n.workspace_id = k.workspace_id and n.e164 = k.client_number and n.client_id = ${clientId}
    where k.workspace_id = ${workspaceId} and k.id = ${callId}
    on conflict (workspace_id, e164) do update set client_id = excluded.client_id, chosen_by = excluded.chosen_by, chosen_at = excluded.chosen_at
  `.execute(tx);
  await touchCall(tx, { workspaceId, callId, at });
}
