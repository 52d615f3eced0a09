import type { Call } from '../call.ts';
import type { CallerEvent } from './tell-waits.ts';

/** A conversation, whole seconds: shorter ones are an answering machine, or a hand on the wrong key (9.5). */
const TALK_SECONDS_MIN = 10;

const WAIT_SECONDS_MAX = 120; // nobody's telephone rings longer: then ANSWER was told late

/** As much of a call as tells what it means to a caller who waits. */
export type BearingCall = Pick<
  Call,
  'direction' | 'status' | 'origin' | 'startedAt' | 'answeredAt' | 'endedAt' | 'waitSeconds' | 'talkSeconds' | 'timesApproximate'
> &
  Pick<Call, 'extension' | 'userId'> & { callId: string };

/**
 * What an ended call means to a caller who may be waiting to be called back (9.1, 9.5, 9.6, 9.9); `null`: nothing. Moments are the PBX's
 * own words, not receipts: a call that is told late stands where it happened.
 */
export function bearingOf(call: BearingCall): CallerEvent | null {
  const { callId, direction, status, startedAt, endedAt, userId } = call;
  if (direction === 'internal' || endedAt === null) return null;
  const about = { callId, told: endedAt };
  if (isTalk(call)) return { kind: 'talked', at: answerOf(call), userId, ...about };
  if (direction === 'outbound') return ATTEMPTS.has(status) ? { kind: 'attempted', at: startedAt, userId, ...about } : null;
  return status === 'missed' && call.origin !== 'import' ? { kind: 'missed', at: startedAt, ...about } : null;
}

const ATTEMPTS: ReadonlySet<Call['status']> = new Set(['not-reached', 'busy', 'answered']); // a few seconds of an answering machine, too

/** By an employee: the menu's own "answered" is nobody's talk, whether it counts as missed or not (9.9). */
function isTalk({ status, talkSeconds, answeredAt, extension }: BearingCall): boolean {
  return status === 'answered' && (talkSeconds ?? 0) >= TALK_SECONDS_MIN && (answeredAt !== null || extension !== null);
}

/** Who dials us while we dial them has been talked with: where the answer is known, it is what counts. */
function answerOf({ startedAt, waitSeconds, timesApproximate }: BearingCall): Date {
  const known = waitSeconds !== null && !timesApproximate && waitSeconds <= WAIT_SECONDS_MAX;
  return known ? new Date(+startedAt + waitSeconds * 1000) : startedAt;
}
