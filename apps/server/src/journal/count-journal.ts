import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { joinVisits } from './keep-visits.ts';

const HOUR_MS = 3_600_000;
const HOURS_AT_ONCE = 24;
const DAYS_AT_ONCE = 4;
/** What a reader waits for: a quiet installation has one changed hour, the running one. */
const HOURS_FOR_A_READER = 48;

/**
 * Brings the roll-ups up to date, a day's worth of hours a transaction. The running hour changes with every call and is left to whoever
 * reads it: counted over and over it would take from the callers what it gives to nobody. Nor is the running day laid out before it is over.
 */
export async function countJournals({ db, now }: { db: Kysely<Database>; now: () => Date }): Promise<void> {
  const at = now();
  const running = new Date(+at - (+at % HOUR_MS));
  const { rows } = await sql<{ id: string }>`select id from workspaces_to_count(${running}) as id`.execute(db);
  for (const { id } of rows) {
    await inWorkspace(db, id, (tx) => joinVisits(tx, id, at)); // among what has changed may be the call of a visit told before (5.12)
    let left = 1;
    while (left > 0) left = await inWorkspace(db, id, (tx) => countChanged(tx, id, HOURS_AT_ONCE, running));
    for (left = 1; left > 0; ) left = await inWorkspace(db, id, (tx) => layOutDays(tx, id, running));
  }
}

/** Counts what has changed until now, so that the reader's figures are the journal's. @returns whether nothing is left. */
export async function countForReader(tx: Tx, workspaceId: string): Promise<boolean> {
  return (await countChanged(tx, workspaceId, HOURS_FOR_A_READER)) === 0;
}

async function countChanged(tx: Tx, workspaceId: string, hours: number, before: Date | null = null): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count_changed_calls(${workspaceId}, ${hours}, coalesce(${before}, 'infinity'::timestamptz)) as left
  `.execute(tx);
  return rows[0]?.left ?? 0;
}

async function layOutDays(tx: Tx, workspaceId: string, before: Date): Promise<number> {
  const { rows } = await sql<{ left: number }>`select lay_out_days(${workspaceId}, ${DAYS_AT_ONCE}, ${before}) as left`.execute(
    tx,
  );
  return rows[0]?.left ?? 0;
}
