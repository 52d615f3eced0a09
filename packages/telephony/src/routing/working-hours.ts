import { zoneOffsetMs } from '../time/zone-offset.ts';

/** `HH:MM`; `to` may be `24:00`, and a span that ends before it begins ends the next day. */
export type Span = { from: string; to: string };

/** Monday is 1, Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export type WorkingHours = {
  /** IANA zone. */
  timezone: string;
  /** Several entries for a day are its parts: breaks lie between them. Empty: always open. */
  weekly: readonly ({ days: readonly Weekday[] } & Span)[];
  /** One date's own hours instead of its weekday's (`2026-05-09`); no spans: closed. */
  exceptions: readonly { date: string; spans: readonly Span[] }[];
};

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;
const CHANGE_MAX_MS = 3 * 3_600_000; // no clock was ever put by more in one night

/** Whether a moment lies in the hours. No hours at all: always open. Clocks that change at night change nothing by day. */
export function isOpen(hours: WorkingHours | null, at: Date): boolean {
  if (hours === null) return true;
  const wall = +at + zoneOffsetMs(hours.timezone, +at); // the wall clock as if it were UTC
  const midnight = Math.floor(wall / DAY_MS) * DAY_MS;
  const minute = (wall - midnight) / 60_000;
  return covers(spansOf(hours, midnight), minute) || covers(spansOf(hours, midnight - DAY_MS), minute + DAY_MINUTES);
}

/**
 * The moment at which `minutes` of working time will have passed since `from`; `from` plus them where hours are never open.
 * Looks four weeks ahead.
 */
export function afterWorkingMinutes(hours: WorkingHours | null, from: Date, minutes: number): Date {
  const plain = new Date(+from + minutes * 60_000);
  if (hours === null || isAlwaysOpen(hours)) return plain;
  let left = minutes * 60_000;
  for (const { opens, closes } of openings(hours, from)) {
    const start = Math.max(opens, +from);
    if (closes <= start) continue;
    if (closes - start >= left) return new Date(start + left);
    left -= closes - start;
  }
  return plain;
}

function isAlwaysOpen({ weekly, exceptions }: WorkingHours): boolean {
  return weekly.length === 0 && exceptions.length === 0;
}

const LOOKED_AHEAD_DAYS = 28;

/** The open stretches that touch a period, one after another: those of `isOpen`, for asking about many moments at once. */
export function openStretches(hours: WorkingHours, from: Date, to: Date): { opens: Date; closes: Date }[] {
  const days = Math.ceil((+to - +from) / DAY_MS) + 2;
  return openings(hours, from, days)
    .filter(({ opens, closes }) => closes > Math.max(opens, +from) && opens < +to)
    .map(({ opens, closes }) => ({ opens: new Date(opens), closes: new Date(closes) }));
}

/** The open stretches from the day before on, as instants, one after another. */
function openings(hours: WorkingHours, from: Date, days = LOOKED_AHEAD_DAYS): { opens: number; closes: number }[] {
  const wall = +from + zoneOffsetMs(hours.timezone, +from);
  const today = Math.floor(wall / DAY_MS) * DAY_MS;
  const stretches: { opens: number; closes: number }[] = [];
  for (let day = -1; day < days; day += 1) {
    const midnight = today + day * DAY_MS;
    for (const span of spansOf(hours, midnight)) {
      const { opens, closes } = minutesOf(span);
      stretches.push({
        opens: instantAt(midnight + opens * 60_000, hours),
        closes: instantAt(midnight + closes * 60_000, hours),
      });
    }
  }
  return disjoint(stretches.toSorted((a, b) => a.opens - b.opens));
}

/** Overlapping hours count once. */
function disjoint(stretches: readonly { opens: number; closes: number }[]): { opens: number; closes: number }[] {
  let until = Number.NEGATIVE_INFINITY;
  return stretches.map(({ opens, closes }) => {
    const fresh = { opens: Math.max(opens, until), closes };
    until = Math.max(until, closes);
    return fresh;
  });
}

/** When a clock of the zone first shows this: in autumn it shows an hour twice. */
function instantAt(wall: number, { timezone }: WorkingHours): number {
  const guess = wall - zoneOffsetMs(timezone, wall);
  const instant = wall - zoneOffsetMs(timezone, guess);
  const offsetBefore = zoneOffsetMs(timezone, instant - CHANGE_MAX_MS);
  const earlier = wall - offsetBefore;
  return earlier < instant && zoneOffsetMs(timezone, earlier) === offsetBefore ? earlier : instant;
}

function spansOf({ weekly, exceptions }: WorkingHours, midnight: number): readonly Span[] {
  const date = new Date(midnight);
  const exception = exceptions.length > 0 ? exceptions.find((each) => each.date === date.toISOString().slice(0, 10)) : undefined;
  if (exception) return exception.spans;
  if (weekly.length === 0) return ALL_DAY;
  const weekday = date.getUTCDay() === 0 ? 7 : date.getUTCDay();
  return weekly.filter(({ days }) => days.some((day) => day === weekday));
}

const ALL_DAY: readonly Span[] = [{ from: '00:00', to: '24:00' }];

function covers(spans: readonly Span[], minute: number): boolean {
  return spans.some((span) => {
    const { opens, closes } = minutesOf(span);
    return opens <= minute && minute < closes;
  });
}

function minutesOf({ from, to }: Span): { opens: number; closes: number } {
  const opens = minuteOf(from);
  const closes = minuteOf(to);
  return { opens, closes: closes <= opens ? closes + DAY_MINUTES : closes };
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}
