import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { announceMissed } from './announce-missed.ts';
import { changeTasks } from './write-reminder.ts';

export const CLAIM_MS = 10 * 60_000;

type Who = { workspaceId: string; userId: string; id: string; now: Date };

/**
 * 9.5: "I call back", for ten minutes; claimed again, for ten more.
 *
 * @throws {AppError} `not-found`; `already-claimed` while a colleague holds it; `conflict` when nobody waits any more.
 */
export async function claim(tx: Tx, { workspaceId, userId, id, now }: Who): Promise<void> {
  const { rows } = await sql`
    update missed_callers set claimed_by = ${userId}, claimed_until = ${new Date(+now + CLAIM_MS)}
    where workspace_id = ${workspaceId} and id = ${id} and resolved_at is null
      and (claimed_until is null or claimed_until <= ${now} or claimed_by = ${userId})
    returning id
  `.execute(tx);
  if (rows.length === 0) throw await whyNot(tx, { workspaceId, id });
  await announceMissed(tx, { workspaceId }, id);
}

/** Lets go of it, so that a colleague can. @throws {AppError} `not-found`; `already-claimed` when it is a colleague's. */
export async function unclaim(tx: Tx, { workspaceId, userId, id, now }: Who): Promise<void> {
  const { rows } = await sql`
    update missed_callers set claimed_by = null, claimed_until = null
    where workspace_id = ${workspaceId} and id = ${id} and (claimed_until is null or claimed_until <= ${now} or claimed_by = ${userId})
    returning id
  `.execute(tx);
  if (rows.length === 0) throw await whyNot(tx, { workspaceId, id });
  await announceMissed(tx, { workspaceId }, id);
}

/**
 * A person says that it is done; its task is, too.
 *
 * @throws {AppError} `not-found`.
 */
export async function resolveByHand(tx: Tx, { workspaceId, userId, id, now }: Who): Promise<void> {
  const found = await tx
    .selectFrom('missed_callers')
    .select('task_id')
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .executeTakeFirst();
  const closing = [{ doneAt: now, by: userId }];
  if ((await changeTasks(tx, { workspaceId, now }, [found?.task_id ?? null], closing)) > 0) return; // its reminder follows (migration 0010)
  const { rows } = await sql<{ id: string }>`
    update missed_callers set resolved_at = coalesce(resolved_at, ${now}), resolved_by = case when resolved_at is null then ${userId} else resolved_by end,
      resolved_because = coalesce(resolved_because, 'done')
    where workspace_id = ${workspaceId} and id = ${id} returning id
  `.execute(tx);
  if (rows.length === 0) throw new AppError('not-found', 'There is no such missed call.');
  await announceMissed(tx, { workspaceId }, id);
}

async function whyNot(tx: Tx, { workspaceId, id }: { workspaceId: string; id: string }): Promise<AppError> {
  const { rows } = await sql<{ resolvedAt: Date | null; claimant: string | null }>`
    select m.resolved_at as "resolvedAt", u.name as claimant from missed_callers m
    left join users u on u.workspace_id = m.workspace_id and u.id = m.claimed_by
    where m.workspace_id = ${workspaceId} and m.id = ${id}
  `.execute(tx);
  const [row] = rows;
  if (!row) return new AppError('not-found', 'There is no such missed call.');
  if (row.resolvedAt !== null) return new AppError('conflict', 'This caller does not wait any more.');
  return new AppError('already-claimed', `${row.claimant ?? 'A colleague'} is calling back already.`);
}
