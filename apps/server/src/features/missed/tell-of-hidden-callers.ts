import type { Tx } from '../../db/in-workspace.ts';
import { notify } from '../../notices/notify.ts';
import type { MissedBook, ToldCall } from './missed-book.ts';

/** 9.3: nobody can call a hidden number back, but somebody should know; once a call. */
export async function tellOfHiddenCallers(
  tx: Tx,
  { workspaceId, now, rules }: MissedBook,
  told: readonly ToldCall[],
): Promise<void> {
  for (const { callId, number, did, event } of told) {
    if (number !== null || event?.kind !== 'missed') continue;
    await notify(tx, {
      workspaceId,
      to: rules.defaultResponsibleId === null ? 'supervisors' : [rules.defaultResponsibleId],
      kind: 'missed-call',
      dedupeKey: `missed ${callId}`,
      data: { number: null, did, at: event.at.toISOString() },
      callId,
      at: now,
    });
  }
}
