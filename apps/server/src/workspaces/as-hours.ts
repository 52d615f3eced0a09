import type { WorkingHours } from '@carillon/telephony';

const WEEKDAYS = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 } as const;

/** A schedule as its table keeps it. */
export type StoredHours = {
  timezone: string;
  weekly: { days: (keyof typeof WEEKDAYS)[]; from: string; to: string }[];
  exceptions: ({ date: string; closed: true } | { date: string; from: string; to: string })[];
};

/** Stored hours in the engine's words. */
export function asHours({ timezone, weekly, exceptions }: StoredHours): WorkingHours {
  const dates = [...new Set(exceptions.map(({ date }) => date))];
  return {
    timezone,
    weekly: weekly.map(({ days, from, to }) => ({ days: days.map((day) => WEEKDAYS[day]), from, to })),
    exceptions: dates.map((date) => ({
      date,
      spans: exceptions.flatMap((exception) =>
        exception.date === date && 'from' in exception ? [{ from: exception.from, to: exception.to }] : [],
      ),
    })),
  };
}
