import { Temporal } from 'temporal-polyfill';

/** A moment of every week by the clock of a zone. Monday is 1, Sunday 7. */
export type WeeklyMoment = { timezone: string; weekday: number; hour: number };
/** Monday to Sunday by the clock of a zone: from its first moment to just before `to`. */
export type CalendarWeek = { monday: string; from: Date; to: Date };

const DAYS = 7;

/**
 * When the moment came last, at `now` or before. An hour that clocks skip comes right after the gap, one they show twice comes once, the
 * first time.
 */
export function lastWeekly(now: Date, { timezone, weekday, hour }: WeeklyMoment): Date {
  const today = dayOf(now, timezone);
  const day = today.subtract({ days: (today.dayOfWeek - weekday + DAYS) % DAYS });
  const moment = at(day, hour, timezone);
  return moment <= now ? moment : at(day.subtract({ days: DAYS }), hour, timezone);
}

/** When the moment comes next, after `now`. */
export function nextWeekly(now: Date, weekly: WeeklyMoment): Date {
  const { timezone, hour } = weekly;
  return at(dayOf(lastWeekly(now, weekly), timezone).add({ days: DAYS }), hour, timezone);
}

/** The last week that was over at a moment. */
export function weekBefore(moment: Date, timezone: string): CalendarWeek {
  const day = dayOf(moment, timezone);
  return weekOf(day.subtract({ days: day.dayOfWeek - 1 + DAYS }).toString(), timezone);
}

/** The week that begins with this day. */
export function weekOf(monday: string, timezone: string): CalendarWeek {
  const first = Temporal.PlainDate.from(monday);
  return { monday, from: at(first, 0, timezone), to: at(first.add({ days: DAYS }), 0, timezone) };
}

const dayOf = (moment: Date, timezone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(+moment).toZonedDateTimeISO(timezone).toPlainDate();

function at(day: Temporal.PlainDate, hour: number, timezone: string): Date {
  const moment = hour === 0 ? day.toZonedDateTime(timezone) : day.toZonedDateTime({ timeZone: timezone, plainTime: { hour } });
  return new Date(moment.epochMilliseconds);
}
