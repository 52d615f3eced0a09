import type { Tx } from '../../db/in-workspace.ts';
import type { Recorded } from '../calls/recorded.ts';
import { claimNumber } from './claim-number.ts';
import { CLAIM_MS } from './claim.ts';
import type { MissedBook } from './missed-book.ts';

/** 9.5: who calls a waiting caller back, from whatever telephone, has claimed the reminder, unless a colleague holds it. */
export async function claimForDiallers(tx: Tx, { workspaceId, now }: MissedBook, calls: readonly Recorded[]): Promise<void> {
  for (const { after } of calls) {
    const until = new Date(+after.startedAt + CLAIM_MS);
    if (after.clientNumber === null || until <= now) continue;
    await claimNumber(tx, { workspaceId, userId: after.userId, e164: after.clientNumber, now, until });
  }
}
