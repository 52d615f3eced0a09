/** Quick answers to "until when?". */
export type DueChoice = 'hour' | 'evening' | 'tomorrow' | 'monday' | 'week';
export type Due = { choice: DueChoice; at: Date };

const MORNING_HOUR = 10;
const EVENING_HOUR = 18;
const EVENING_OFFERED_UNTIL = 16; // an hour and more is left: else "in an hour" says it
const STEP_MINUTES = 5;
const WEEK_DAYS = 7;
const MONDAY = 1;
const SUNDAY = 0;

const on = (now: Date, days: number, hour: number): Date =>
  new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);

function inAnHour(now: Date): Date {
  const minutes = Math.ceil(now.getMinutes() / STEP_MINUTES) * STEP_MINUTES;
  return new Date(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours() + 1, minutes);
}

/** The quick choices that make sense now, soonest first, in the reader's zone; none says the same as another. */
export function dueChoices(now: Date): readonly Due[] {
  const toMonday = (MONDAY - now.getDay() + WEEK_DAYS) % WEEK_DAYS || WEEK_DAYS; // today's Monday is no answer
  return [
    { choice: 'hour', at: inAnHour(now) },
    ...(now.getHours() < EVENING_OFFERED_UNTIL ? [{ choice: 'evening' as const, at: on(now, 0, EVENING_HOUR) }] : []),
    { choice: 'tomorrow', at: on(now, 1, MORNING_HOUR) },
    ...(now.getDay() === SUNDAY || toMonday === WEEK_DAYS
      ? []
      : [{ choice: 'monday' as const, at: on(now, toMonday, MORNING_HOUR) }]),
    { choice: 'week', at: on(now, WEEK_DAYS, MORNING_HOUR) },
  ];
}

const two = (n: number) => String(n).padStart(2, '0');

/** A moment as a field of kind `datetime-local` holds it, in the reader's zone. */
export const fieldTime = (at: Date): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
