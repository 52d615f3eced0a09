import type { User } from '@carillon/contract';

/** An absence as it stands in the form: `until` is local, as a date field says it (`2026-03-14T18:00`). */
export type AbsenceDraft = { until: string; deputyId: string | null };
type Absence = NonNullable<User['absence']>;

const two = (n: number): string => String(n).padStart(2, '0');

/** A moment as a date field says it, in the reader's zone. */
export function fieldText(at: Date): string {
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Whether somebody is away at this moment: an absence that is over is none. */
export function isAway(absence: User['absence'], now: number): absence is Absence {
  return absence !== null && Date.parse(absence.until) > now;
}

/** The form of an absence; without one, away for an hour. */
export function draftOf(absence: User['absence'], now: number): AbsenceDraft {
  const until = isAway(absence, now) ? new Date(absence.until) : inHours(now, 1);
  return { until: fieldText(until), deputyId: absence?.deputyId ?? null };
}

/** What is saved; `null` when the moment is none, or has passed. */
export function absenceOf({ until, deputyId }: AbsenceDraft, now: number): Absence | null {
  const at = Date.parse(until); // without a zone it is read in the reader's own
  return Number.isNaN(at) || at <= now ? null : { until: new Date(at).toISOString(), deputyId };
}

export const SHORTCUTS = ['hour', 'threeHours', 'tomorrow', 'week'] as const;

/** The usual ends of an absence; mornings are at nine. */
export function shortcutEnd(shortcut: (typeof SHORTCUTS)[number], now: number): Date {
  switch (shortcut) {
    case 'hour':
      return inHours(now, 1);
    case 'threeHours':
      return inHours(now, 3);
    case 'tomorrow':
      return morningIn(now, 1);
    case 'week':
      return morningIn(now, 7);
    default:
      return shortcut satisfies never;
  }
}

const HOUR_MS = 3_600_000;
const inHours = (now: number, hours: number): Date => new Date(now + hours * HOUR_MS);

function morningIn(now: number, days: number): Date {
  const today = new Date(now);
  return new Date(today.getFullYear(), today.getMonth(), today.getDate() + days, 9);
}
