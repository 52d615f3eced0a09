const DAYS_MAX = 365;
const DAY_MS = 86_400_000;

/** Two days as people choose them, the last one included, as a period; undefined when they are none. */
export function readPeriod(from: string, to: string): { from: string; to: string } | undefined {
  const start = midnight(from);
  const end = midnight(to, 1);
  if (!start || !end || start >= end || +end - +start > (DAYS_MAX + 1) * DAY_MS) return undefined;
  return { from: start.toISOString(), to: end.toISOString() };
}

/** A day as the date field writes it, by the clock on the wall. */
export function dayText(at: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

function midnight(day: string, later = 0): Date | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (year === undefined) return undefined;
  const at = new Date(Number(year), Number(month) - 1, Number(date) + later);
  return Number.isNaN(+at) ? undefined : at;
}
