import { bearingOf } from '@carillon/telephony';
import type { CallEffect, Recorded } from '../calls/recorded.ts';
import { settleTasks, type Talk } from './settle-tasks.ts';
import { takeTurns } from './take-turns.ts';

/**
 * 9.5, for the tasks of "What you lost last month": who has been talked with need not be called back. Also told by a call of long ago that
 * the statistics have recovered (5.8): it says what was done, and makes nothing new.
 */
export const closeWhenTalked: CallEffect = async (tx, { workspaceId, now }, calls) => {
  const talks = calls.flatMap(talksOf);
  if (talks.length === 0) return;
  await takeTurns(tx, workspaceId, 'talk');
  await settleTasks(tx, { workspaceId, now }, talks);
};

/** What the call is a talk with now, and what it was one with until its last facts came. */
function talksOf({ callId, before, after }: Recorded): Talk[] {
  return [before, after].flatMap((call) => {
    const event = call && bearingOf({ ...call, callId });
    return event?.kind === 'talked' && call?.clientNumber ? [{ callId, number: call.clientNumber, at: event.at }] : [];
  });
}
