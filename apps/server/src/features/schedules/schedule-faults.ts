import type { Schedule } from '@carillon/contract';
import { isTimezone } from '@carillon/telephony';

export type ScheduleFault = { pointer: string; detail: string };
type Hours = { timezone: string; weekly: Schedule['weekly']; exceptions: Schedule['exceptions'] };
type Span = { from: string; to: string };

/** What is wrong with working hours beyond their shape: the first fault, or undefined. Hours past midnight are two entries. */
export function scheduleFault({ timezone, weekly, exceptions }: Hours): ScheduleFault | undefined {
  if (!/^[A-Za-z]/.test(timezone) || !isTimezone(timezone))
    return { pointer: '/timezone', detail: 'must be a time zone such as Europe/Moscow' };
  return weeklyFault(weekly) ?? exceptionsFault(exceptions);
}

function weeklyFault(weekly: Hours['weekly']): ScheduleFault | undefined {
  for (const [n, entry] of weekly.entries()) {
    const pointer = `/weekly/${n}`;
    if (entry.from >= entry.to) return { pointer, detail: 'must begin before it ends' };
    const earlier = weekly.slice(0, n).filter(({ days }) => days.some((day) => entry.days.includes(day)));
    if (earlier.some((other) => overlaps(other, entry))) return { pointer, detail: 'overlaps other hours of the same day' };
  }
  return undefined;
}

function exceptionsFault(exceptions: Hours['exceptions']): ScheduleFault | undefined {
  for (const [n, entry] of exceptions.entries()) {
    const pointer = `/exceptions/${n}`;
    if (!isDay(entry.date)) return { pointer: `${pointer}/date`, detail: 'must be a day of the calendar' };
    const same = exceptions.slice(0, n).filter(({ date }) => date === entry.date);
    if ('closed' in entry) {
      if (same.length > 0) return { pointer, detail: 'is closed and open on the same day' };
      continue;
    }
    if (entry.from >= entry.to) return { pointer, detail: 'must begin before it ends' };
    if (same.some((other) => 'closed' in other)) return { pointer, detail: 'is closed and open on the same day' };
    if (same.some((other) => !('closed' in other) && overlaps(other, entry)))
      return { pointer, detail: 'overlaps other hours of the same day' };
  }
  return undefined;
}

/** `HH:MM` sorts as text. */
const overlaps = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;

function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text); // 31 February would be a day in March
}
