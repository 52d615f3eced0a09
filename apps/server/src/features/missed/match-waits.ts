import type { Wait } from '@carillon/telephony';
import type { Reminder } from './waiting-callers.ts';

/** A wait, and the reminder it is written in; `null`: a new one. */
export type Match = { wait: Wait; reminder: Reminder | null };

/**
 * Which reminder each wait is written in: the open wait keeps the open reminder, with its task and whoever claimed it; the others
 * theirs, by the missed calls they hold. What is left holds no missed call any more.
 */
export function matchWaits(waits: readonly Wait[], reminders: readonly Reminder[]): { matches: Match[]; left: Reminder[] } {
  const free = new Set(reminders);
  const take = (fits: (reminder: Reminder) => boolean): Reminder | null => {
    const found = [...free].find(fits) ?? null;
    if (found) free.delete(found);
    return found;
  };
  const open = waits.find(({ end }) => end === null);
  const openReminder = open ? take(({ resolvedAt }) => resolvedAt === null) : null;
  const matches = waits.map((wait): Match => {
    if (wait === open && openReminder) return { wait, reminder: openReminder };
    return { wait, reminder: take(({ calls }) => calls.some(({ callId }) => wait.callIds.includes(callId))) };
  });
  return { matches, left: [...free] };
}
