import type { Call, Ring } from './call.ts';

const RINGING_MS = 5 * 60_000;
const TALKING_MS = 4 * 3_600_000;
/** 3.7: a click that no phone took up. */
const REQUESTED_MS = 120_000;

/** The moment by which a call without further news is to be told `expired` (4.9); `null` when it has ended. */
export function nextDeadline(call: Call): Date | null {
  if (call.endedAt !== null) return null;
  const patience = call.status === 'talking' ? TALKING_MS : call.status === 'requested' ? REQUESTED_MS : RINGING_MS;
  return new Date(+call.lastSignalAt + patience);
}

/** The rings that run at this moment: not ended by any fact, nor by the clock (F1). */
export function ringsRunningAt(call: Call, now: Date): Ring[] {
  return call.endedAt === null ? call.rings.filter((ring) => ring.endedAt === null && now < ring.endsBy) : [];
}

/** When the next ring ends by the clock: then its pop-up folds (4.7). `null` when none runs. */
export function nextRingEnd(call: Call): Date | null {
  const ends = call.rings.filter((ring) => ring.endedAt === null).map((ring) => +ring.endsBy);
  return ends.length > 0 ? new Date(Math.min(...ends)) : null;
}

/** Whether the phone our answer sent the call to has not taken it in time, by the facts or by the clock (7.6). */
export function isRedirectRungOut(call: Call, now: Date): boolean {
  if (call.redirect === null) return false;
  const first = call.rings.find((ring) => ring.extension === call.redirect?.extension);
  const open = first?.endedAt === null && first.endsBy <= now;
  return call.redirect.rungOut || open;
}
