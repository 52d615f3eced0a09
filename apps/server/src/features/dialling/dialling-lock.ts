import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { CallEffect } from '../calls/recorded.ts';

const LOCK_MS = 45_000;

export type Lock = { callId: string; number: string; until: Date };
type Whose = { workspaceId: string; userId: string };

/**
 * Lets one call at a time be placed for one person, whichever tab or server process asks (3.5): who gets the row may ask the provider.
 *
 * @throws {AppError} `already-dialling` while another one holds it.
 */
export async function takeLock(
  tx: Tx,
  { workspaceId, userId }: Whose,
  { callId, number, at }: { callId: string; number: string; at: Date },
): Promise<void> {
  const { rows } = await sql`
    insert into dialling_locks as l (workspace_id, user_id, call_id, e164, taken_at, until)
    values (${workspaceId}, ${userId}, ${callId}, ${number}, ${at}, ${new Date(+at + LOCK_MS)})
    on conflict (workspace_id, user_id) do update
      set call_id = excluded.call_id, e164 = excluded.e164, taken_at = excluded.taken_at, until = excluded.until
      where l.until <= excluded.taken_at
    returning l.call_id
  `.execute(tx);
  if (rows.length > 0) return;
  const lock = await readLock(tx, { workspaceId, userId }, at);
  const more = lock ? { callId: lock.callId, until: lock.until.toISOString() } : {};
  throw new AppError('already-dialling', 'A call of yours is being placed already: pick up your phone.', { more });
}

/** The call that is being placed for this person, if one is. */
export async function readLock(tx: Tx, { workspaceId, userId }: Whose, at: Date): Promise<Lock | null> {
  const { rows } = await sql<Lock>`
    select call_id as "callId", e164 as number, until from dialling_locks
    where workspace_id = ${workspaceId} and user_id = ${userId} and until > ${at}
  `.execute(tx);
  return rows[0] ?? null;
}

/** Nothing will come of this call. */
export async function freeLockOf(tx: Tx, workspaceId: string, callId: string): Promise<void> {
  await sql`delete from dialling_locks where workspace_id = ${workspaceId} and call_id = ${callId}`.execute(tx);
}

/** 3.4: as soon as the PBX dials for somebody, they may ask for the next call. What was dialled before they asked frees nothing. */
export const freeLocks: CallEffect = async (tx, { workspaceId }, calls) => {
  const dialled = calls.flatMap(({ after, newFacts }) =>
    after.direction !== 'outbound' || after.userId === null
      ? []
      : newFacts.flatMap(({ fact }) => (fact.kind === 'dialled' ? [{ user_id: after.userId, at: fact.at }] : [])),
  );
  if (dialled.length === 0) return;
  await sql`
    delete from dialling_locks l using jsonb_to_recordset(${JSON.stringify(dialled)}::jsonb) as d (user_id uuid, at timestamptz)
    where l.workspace_id = ${workspaceId} and l.user_id = d.user_id and l.taken_at <= d.at
  `.execute(tx);
};
