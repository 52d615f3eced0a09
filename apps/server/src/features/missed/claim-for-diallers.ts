import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Recorded } from '../calls/recorded.ts';
import { announceMissed } from './announce-missed.ts';
import { CLAIM_MS } from './claim.ts';
import type { MissedBook } from './missed-book.ts';

/** 9.5: who calls a waiting caller back, from whatever telephone, has claimed the reminder, unless a colleague holds it. */
export async function claimForDiallers(tx: Tx, book: MissedBook, calls: readonly Recorded[]): Promise<void> {
  const { workspaceId, now } = book;
  for (const { after } of calls) {
    const until = new Date(+after.startedAt + CLAIM_MS);
    if (after.clientNumber === null || until <= now) continue;
    const { rows } = await sql<{ id: string }>`
      update missed_callers set claimed_by = ${after.userId}, claimed_until = ${until}
      where workspace_id = ${workspaceId} and e164 = ${after.clientNumber} and resolved_at is null
        and (claimed_until is null or claimed_until <= ${now} or claimed_by = ${after.userId})
      returning id
    `.execute(tx);
    for (const { id } of rows) await announceMissed(tx, book, id);
  }
}
