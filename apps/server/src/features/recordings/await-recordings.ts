import type { CallEffect, Recorded } from '../calls/recorded.ts';
import { addRecordings } from './add-recordings.ts';

/** The provider documents that it needs so long after the end of a call. */
const FIRST_ASKED_AFTER_MS = 40_000;

/** 5.4: RECORD, or END with `is_recorded=1`: the recording is "being prepared", and asked for 40 s later. */
export const awaitRecordings: CallEffect = async (tx, { workspaceId, now }, calls) => {
  const told = calls.flatMap((call) => {
    const nameless = call.newFacts.some(({ fact }) => 'recorded' in fact && fact.recorded);
    const providerIds = call.after.recordings.map(({ id }) => id);
    return nameless || isNewWith(call, providerIds)
      ? [{ callId: call.callId, startedAt: call.after.startedAt, providerIds, nameless }]
      : [];
  });
  if (told.length === 0) return;
  await addRecordings(tx, { workspaceId, now, dueAt: new Date(+now + FIRST_ASKED_AFTER_MS) }, told);
};

/** Also a call that was told of before, and is confirmed only now. */
const isNewWith = ({ newFacts }: Recorded, providerIds: readonly string[]): boolean =>
  providerIds.length > 0 && newFacts.length > 0;
