import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { joinVisits } from './keep-visits.ts';

const HOURS_AT_ONCE = 24;
/** What a reader waits for: a quiet installation has one changed hour, the running one. */
const HOURS_FOR_A_READER = 48;

/** Brings the roll-ups up to date, a day's worth of hours a transaction. */
export async function countJournals({ db, now }: { db: Kysely<Database>; now: () => Date }): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from workspaces_to_count() as id`.execute(db);
  for (const { id } of rows) {
    await inWorkspace(db, id, (tx) => joinVisits(tx, id, now())); // among what has changed may be the call of a visit told before (5.12)
    let left = 1;
    while (left > 0) left = await inWorkspace(db, id, (tx) => countChanged(tx, id, HOURS_AT_ONCE));
  }
}

/** Counts what has changed until now, so that the reader's figures are the journal's. @returns whether nothing is left. */
export async function countForReader(tx: Tx, workspaceId: string): Promise<boolean> {
  return (await countChanged(tx, workspaceId, HOURS_FOR_A_READER)) === 0;
}

async function countChanged(tx: Tx, workspaceId: string, hours: number): Promise<number> {
  const { rows } = await sql<{ left: number }>`select count_changed_calls(${workspaceId}, ${hours}) as left`.execute(tx);
  return rows[0]?.left ?? 0;
}
