import { BYPASS_MS, BYPASSED_AFTER } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { notify } from '../../notices/notify.ts';
import type { Redirect } from './redirect.ts';

type Asking = { workspaceId: string; now: Date };
type Last = { callId: string; overAt: Date; number: string | null };

/**
 * 7.6: who has let three calls in a row ring out gets none for a quarter of an hour, and is asked why. Then the count begins anew.
 * What is told so late that the quarter of an hour is over is counted, and nobody is asked about it.
 */
export async function askBypassed(tx: Tx, { workspaceId, now }: Asking, redirects: readonly Redirect[]): Promise<void> {
  const impatient = redirects.flatMap(({ outcome, userId }) => (outcome === 'rung-out' && userId !== null ? [userId] : []));
  for (const userId of new Set(impatient)) {
    const last = await closeRow(tx, { workspaceId, now }, userId);
    if (last === null || +now - +last.overAt >= BYPASS_MS) continue;
    await notify(tx, {
      workspaceId,
      to: [userId],
      kind: 'redirect-bypassed',
      dedupeKey: `redirect-bypassed ${last.callId}`,
      data: { count: BYPASSED_AFTER, number: last.number, at: last.overAt.toISOString() },
      callId: last.callId,
      at: now,
    });
  }
}

/** Marks the last of three redirects in a row that this employee did not take; `null` when there is no such row. */
async function closeRow(tx: Tx, { workspaceId, now }: Asking, userId: string): Promise<Last | null> {
  const { rows } = await sql<Last & { counts: boolean }>`
    select call_id as "callId", coalesce(over_at, due_at) as "overAt", e164 as number,
      outcome is distinct from 'taken' and asked_at is null as counts
    from redirects
    where workspace_id = ${workspaceId} and user_id = ${userId} and at <= ${now} and (outcome is not null or due_at <= ${now})
    order by at desc limit ${BYPASSED_AFTER}
  `.execute(tx);
  const [last] = rows;
  if (last === undefined || rows.length < BYPASSED_AFTER || rows.some(({ counts }) => !counts)) return null;
  await sql`update redirects set asked_at = ${now} where workspace_id = ${workspaceId} and call_id = ${last.callId}`.execute(tx);
  return last;
}
