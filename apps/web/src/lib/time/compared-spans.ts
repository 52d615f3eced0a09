import { type Days, midnightsOf } from './period.ts';

/** Two stretches of time to be held against each other, each from its first moment to just before its last. */
export type ComparedSpans = { now: { from: Date; to: Date }; before: { from: Date; to: Date } };

const DAY_MS = 86_400_000;

const daysBack = (at: Date, days: number): Date =>
  new Date(at.getFullYear(), at.getMonth(), at.getDate() - days, at.getHours(), at.getMinutes());

/** The same day and hour a month earlier; the 31st of a shorter month is its end. */
function monthBack(at: Date): Date {
  const first = new Date(at.getFullYear(), at.getMonth(), 1);
  const earlier = new Date(at.getFullYear(), at.getMonth() - 1, at.getDate(), at.getHours(), at.getMinutes());
  return earlier < first ? earlier : first;
}

/**
 * A period and the one before it. One that is still running is held against as much of the one before: half a Tuesday against
 * half a Monday, by the reader's clock, also across a change of it.
 * @returns undefined when the chosen days are none, or the last comes before the first.
 */
export function comparedSpans(period: string, days: Days, now: Date): ComparedSpans | undefined {
  const { start, end } = midnightsOf(period, days, now);
  if (start === undefined) return undefined;
  const to = end ?? new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  if (to <= start) return undefined;
  const count = Math.round((+to - +start) / DAY_MS); // rounded: a day of a clock change has 23 or 25 hours
  const back = period === 'this-month' || period === 'last-month' ? monthBack : (at: Date) => daysBack(at, count);
  const running = start <= now && now < to;
  return { now: { from: start, to }, before: { from: back(start), to: running ? back(now) : start } };
}
