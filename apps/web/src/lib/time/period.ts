export const PERIODS = ['today', 'yesterday', 'week', 'month', 'this-month', 'last-month', 'custom'] as const;
export type Span = { from?: string; to?: string };
/** First and last day, `2026-03-14`, both included: what `custom` means. */
export type Days = { first?: string | undefined; last?: string | undefined };

const dayOf = (now: Date, daysLater: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + daysLater);
const monthOf = (now: Date, monthsLater: number): Date => new Date(now.getFullYear(), now.getMonth() + monthsLater, 1);

/** Midnight at the start of a calendar day in the reader's zone; undefined when it is no day. */
function startOfDay(day: string | undefined, daysLater = 0): Date | undefined {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(+start) ? undefined : start;
}

const WEEK_DAYS = 7;
const MONTH_DAYS = 30;

/** The two midnights of a period in the reader's zone; the end may be missing, or lie ahead of now. */
export function midnightsOf(period: string | undefined, days: Days, now: Date): { start?: Date; end?: Date } {
  switch (period) {
    case 'today':
      return { start: dayOf(now, 0) };
    case 'yesterday':
      return { start: dayOf(now, -1), end: dayOf(now, 0) };
    case 'week':
      return { start: dayOf(now, 1 - WEEK_DAYS) };
    case 'month':
      return { start: dayOf(now, 1 - MONTH_DAYS) };
    case 'this-month':
      return { start: monthOf(now, 0) };
    case 'last-month':
      return { start: monthOf(now, -1), end: monthOf(now, 0) };
    case 'custom': {
      const [start, end] = [startOfDay(days.first), startOfDay(days.last, 1)];
      return { ...(start && { start }), ...(end && { end }) };
    }
    case undefined:
    default:
      return {};
  }
}

/** A period as two moments for the API, whole days of the reader's zone; without an end it lasts until now. */
export function spanOf(period: string | undefined, days: Days, now: Date): Span {
  const { start, end } = midnightsOf(period, days, now);
  return { ...(start && { from: start.toISOString() }), ...(end && { to: end.toISOString() }) };
}
