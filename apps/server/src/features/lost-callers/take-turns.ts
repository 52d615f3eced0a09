import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

/**
 * Until the transaction ends nobody makes call-back tasks, or takes them back, while talks are told: otherwise a task and the talk that
 * closes it, committed at the same moment, would not know of each other. Talks don't wait for talks.
 */
export async function takeTurns(tx: Tx, workspaceId: string, who: 'maker' | 'talk'): Promise<void> {
  const key = sql`hashtextextended(${`lost-caller-tasks ${workspaceId}`}, 0)`;
  await (who === 'maker'
    ? sql`select pg_advisory_xact_lock(${key})`.execute(tx)
    : sql`select pg_advisory_xact_lock_shared(${key})`.execute(tx));
}
