const DAY_MS = 86_400_000;

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** Calendar days from `at` to `now` in the reader's zone: 0 today, 1 yesterday, -1 tomorrow. */
export function daysAgo(at: Date, now: Date): number {
  return Math.round((midnight(now) - midnight(at)) / DAY_MS); // rounded: a day of a clock change has 23 or 25 hours
}

/** A moment as briefly as it stays clear: the hour today, "yesterday, 14:02" or "tomorrow, 10:00", "12 Mar, 14:02", "12 Mar 2025". In the reader's zone. */
export function whenText(at: Date, now: Date, language: string): string {
  const hour = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at);
  const days = daysAgo(at, now);
  if (days === 0) return hour;
  if (Math.abs(days) === 1) return `${new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day')}, ${hour}`;
  if (at.getFullYear() === now.getFullYear())
    return `${new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' }).format(at)}, ${hour}`;
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }).format(at);
}

/** The same moment to the second, with the zone: what stands in the tooltip. */
export function exactText(at: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long', hourCycle: 'h23' }).format(at);
}

/** Whole seconds as `4:12` or `1:02:03`. */
export function durationText(seconds: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), Math.floor(seconds % 60)];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
