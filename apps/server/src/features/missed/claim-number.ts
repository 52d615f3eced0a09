import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { announceMissed } from './announce-missed.ts';
import { CLAIM_MS } from './claim.ts';

type Claim = { workspaceId: string; userId: string | null; e164: string; now: Date; until?: Date };

/** 9.5: who calls a waiting caller has claimed the reminder for ten minutes, unless a colleague holds it. */
export async function claimNumber(
  tx: Tx,
  { workspaceId, userId, e164, now, until = new Date(+now + CLAIM_MS) }: Claim,
): Promise<void> {
  const { rows } = await sql<{ id: string }>`
    update missed_callers set claimed_by = ${userId}, claimed_until = ${until}
    where workspace_id = ${workspaceId} and e164 = ${e164} and resolved_at is null
      and (claimed_until is null or claimed_until <= ${now} or claimed_by = ${userId})
    returning id
  `.execute(tx);
  for (const { id } of rows) await announceMissed(tx, { workspaceId }, id);
}
