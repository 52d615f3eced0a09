import type { Schedule } from '@carillon/contract';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Day = (typeof DAYS)[number];
type Weekly = Schedule['weekly'];
type Exceptions = Schedule['exceptions'];

/** A schedule as it stands in the form: every date has hours, used or not, and every line a key of its own. */
export type ScheduleDraft = {
  name: string;
  timezone: string;
  isDefault: boolean;
  spans: { key: number; days: readonly Day[]; from: string; to: string }[];
  dates: { key: number; date: string; closed: boolean; from: string; to: string }[];
};

const OFFICE = { from: '09:00', to: '18:00' };

/** The form of a schedule; without one: Monday to Friday, nine to six. */
export function draftOf(schedule: Schedule | null, { name, timezone }: { name: string; timezone: string }): ScheduleDraft {
  if (!schedule) {
    return { name, timezone, isDefault: true, spans: [{ key: 0, days: DAYS.slice(0, 5), ...OFFICE }], dates: [] };
  }
  return {
    name: schedule.name,
    timezone: schedule.timezone,
    isDefault: schedule.isDefault,
    spans: schedule.weekly.map((span, key) => ({ key, ...span })),
    dates: schedule.exceptions.map((exception, key) => ({
      key,
      date: exception.date,
      closed: 'closed' in exception,
      from: 'from' in exception ? exception.from : OFFICE.from,
      to: 'to' in exception ? exception.to : OFFICE.to,
    })),
  };
}

/** What is wrong with the form, as a key of its text; `undefined` when it can be saved. */
export function draftFault({ spans, dates }: ScheduleDraft): 'hours.wrong' | 'hours.wrongDate' | undefined {
  if (spans.some(({ days, from, to }) => days.length === 0 || !inOrder(from, to))) return 'hours.wrong';
  if (dates.some(({ date, closed, from, to }) => date === '' || (!closed && !inOrder(from, to)))) return 'hours.wrongDate';
  return undefined;
}

/** The body to be sent. An end at midnight is written 24:00. */
export function bodyOf(draft: ScheduleDraft): {
  name: string;
  timezone: string;
  isDefault: boolean;
  weekly: Weekly;
  exceptions: Exceptions;
} {
  return {
    name: draft.name.trim(),
    timezone: draft.timezone,
    isDefault: draft.isDefault,
    weekly: draft.spans.map(({ days, from, to }) => ({
      days: DAYS.filter((day) => days.includes(day)),
      from,
      to: untilMidnight(to),
    })),
    exceptions: draft.dates
      .toSorted((a, b) => a.date.localeCompare(b.date))
      .map(({ date, closed, from, to }) => (closed ? { date, closed: true } : { date, from, to: untilMidnight(to) })),
  };
}

const untilMidnight = (to: string): string => (to === '00:00' ? '24:00' : to);
/** A time field can't say 24:00. */
export const clockField = (clock: string): string => (clock === '24:00' ? '00:00' : clock);
const inOrder = (from: string, to: string): boolean => from !== '' && to !== '' && from < untilMidnight(to);

/** Consecutive days as a range: `Mon–Fri`, `Mon, Wed`. */
export function daysText(days: readonly Day[], nameOf: (day: Day) => string): string {
  const chosen = DAYS.map((day) => days.includes(day));
  const parts: string[] = [];
  DAYS.forEach((day, n) => {
    if (!chosen[n] || chosen[n - 1]) return;
    const stop = chosen.indexOf(false, n);
    const last = DAYS[(stop === -1 ? DAYS.length : stop) - 1] ?? day;
    if (last === day) parts.push(nameOf(day));
    else parts.push(DAYS.indexOf(last) === n + 1 ? `${nameOf(day)}, ${nameOf(last)}` : `${nameOf(day)}–${nameOf(last)}`);
  });
  return parts.join(', ');
}
