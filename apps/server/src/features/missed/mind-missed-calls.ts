import { bearingOf } from '@carillon/telephony';
import type { CallEffect, Recorded } from '../calls/recorded.ts';
import { claimForDiallers } from './claim-for-diallers.ts';
import { readMissedRules } from './missed-rules.ts';
import type { ToldCall } from './missed-book.ts';
import { settleNumbers } from './settle-numbers.ts';
import { tellOfHiddenCallers } from './tell-of-hidden-callers.ts';
import { tellResponsibles } from './tell-responsibles.ts';

/**
 * Requirement 9: nobody who called in vain is forgotten, and nobody is called back twice. Runs after the automatic records, so that a
 * reminder is about the lead that was made a moment before (9.7).
 */
export const mindMissedCalls: CallEffect = async (tx, book, calls) => {
  const told = calls.flatMap((call) => toldOf(call) ?? []);
  const dialled = calls.filter(isNewDial);
  if (told.length === 0 && dialled.length === 0) return;
  const rules = await readMissedRules(tx, book);
  if (rules === null) return;
  const wide = { ...book, rules };
  await settleNumbers(tx, wide, told);
  await claimForDiallers(tx, wide, dialled);
  await tellOfHiddenCallers(tx, wide, told);
  await tellResponsibles(tx, wide, calls);
};

/** An ended call, if it means something to a caller who waits, or did before its last facts came. */
function toldOf({ callId, before, after }: Recorded): ToldCall | null {
  const was = before && bearingOf({ ...before, callId });
  const event = bearingOf({ ...after, callId });
  if (event === null && was === null) return null;
  return { callId, number: after.clientNumber, did: after.did, event };
}

function isNewDial({ before, after }: Recorded): boolean {
  const began = before === null || before.status === 'requested' || before.userId === null;
  return (
    after.direction === 'outbound' && after.status !== 'requested' && after.userId !== null && after.endedAt === null && began
  );
}
