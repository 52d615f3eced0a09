import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { openAt } from './open-at.ts';

const LOST_AFTER_MS = 24 * 3_600_000;

/** Who called in vain before this moment, and was talked to by nobody since, is lost (5.7); later ones still wait. */
export const lostBefore = (now: Date): Date => new Date(+now - LOST_AFTER_MS);

/**
 * 5.7: of these missed calls (`missed_waits m where …`) those in working hours that nobody made good within a day. A caller is lost by one
 * of them. @returns `null` when there are none.
 */
export async function callsInVain(tx: Tx, workspaceId: string, missed: RawBuilder<unknown>): Promise<RawBuilder<unknown> | null> {
  const { rows } = await sql<{ from: Date | null; to: Date | null }>`
    select (select m.at from ${missed} and m.talked_at is null order by m.at limit 1) as from,
      (select m.at from ${missed} and m.talked_at is null order by m.at desc limit 1) as to
  `.execute(tx);
  const { from, to } = rows[0] ?? { from: null, to: null };
  if (from === null || to === null) return null;
  const open = await openAt(tx, workspaceId, { from, to: new Date(+to + 1) });
  return sql`${missed} and m.talked_at is null and ${open}`;
}
