import { autoRecords } from './features/auto-records/auto-records.ts';
import { countExceptionHits } from './features/exceptions/count-hits.ts';
import { freeLocks } from './features/dialling/dialling-lock.ts';
import type { CallEffect } from './features/calls/recorded.ts';
import { closeWhenTalked } from './features/lost-callers/close-when-talked.ts';
import { mindMissedCalls } from './features/missed/mind-missed-calls.ts';
import { awaitRecordings } from './features/recordings/await-recordings.ts';
import { keepRedirects } from './features/routing/keep-redirects.ts';

/** What a call that has changed causes elsewhere, in this order: a reminder is about the lead that was made a moment before (9.7). */
export function callEffects(): CallEffect[] {
  return [autoRecords, countExceptionHits, mindMissedCalls, closeWhenTalked, keepRedirects, awaitRecordings, freeLocks];
}

/** What a call of long ago, found by comparing with the statistics, must not cause any more (5.8). */
const NEWS: readonly CallEffect[] = [autoRecords, countExceptionHits, mindMissedCalls, keepRedirects];

export function effectsOfOldCalls(): CallEffect[] {
  return callEffects().filter((effect) => !NEWS.includes(effect));
}
