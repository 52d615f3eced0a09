export const PERIODS = ['today', 'yesterday', 'week', 'month', 'custom'] as const;
export type Span = { from?: string; to?: string };

const startOf = (now: Date, daysBack: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysBack);

/** Midnight at the start of a calendar day in the reader's zone; undefined when it is no day. */
function startOfDay(day: string | undefined, daysLater = 0): string | undefined {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const start = new Date(year, month - 1, date + daysLater);
  return Number.isNaN(+start) ? undefined : start.toISOString();
}

const WEEK_DAYS = 7;
const MONTH_DAYS = 30;

/**
 * A period as two moments for the API, whole days of the reader's zone; without an end it lasts until now.
 * @param days - First and last day, `2026-03-14`, both included: what `custom` means.
 */
export function spanOf(
  period: string | undefined,
  days: { first?: string | undefined; last?: string | undefined },
  now: Date,
): Span {
  switch (period) {
    case 'today':
      return { from: startOf(now, 0).toISOString() };
    case 'yesterday':
      return { from: startOf(now, 1).toISOString(), to: startOf(now, 0).toISOString() };
    case 'week':
      return { from: startOf(now, WEEK_DAYS - 1).toISOString() };
    case 'month':
      return { from: startOf(now, MONTH_DAYS - 1).toISOString() };
    case 'custom': {
      const from = startOfDay(days.first);
      const to = startOfDay(days.last, 1);
      return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
    }
    case undefined:
    default:
      return {};
  }
}
