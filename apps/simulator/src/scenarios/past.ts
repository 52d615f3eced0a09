import type { StatisticsRow } from '../calls/call.ts';
import type { Cloud } from '../cloud.ts';
import type { Random } from '../random.ts';
import { momentOf, wallTime } from '../zone.ts';
import type { PastPlan } from './past-plan.ts';
import { type PastCall, storyOf } from './past-stories.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What has just ended is not in the statistics yet. */
const SETTLED_MS = 15 * 60_000;
/** Monday first. */
const OF_WEEKDAYS = [1, 1.05, 1, 0.95, 0.9, 0.3, 0.1];
/** From midnight on: the night is nearly quiet, people call before and after lunch. */
const OF_HOURS = [0.1, 0, 0, 0, 0, 0.1, 0.2, 0.6, 2, 6, 9, 10, 8, 6, 8, 9, 8, 7, 4, 2, 1.2, 0.8, 0.4, 0.2];

/**
 * Writes a past into the statistics of the cloud, as if the account had been in use for a month: nothing of it is told by notification.
 * The same seed at the same moment gives the same past.
 */
export function bookPast(cloud: Cloud, { days = 30, seed = 'past', recordings = 0, ...plan }: PastPlan): void {
  const random = cloud.random.fork(`past/${seed}`);
  const until = +cloud.clock.now() - SETTLED_MS;
  const dates = datesBefore(until, days, cloud.account.timezone);
  const calls = Array.from({ length: plan.calls }, (_, place) => {
    const mine = random.fork(`call/${place}`);
    return storyOf(mine, { ...plan, at: momentIn(mine, dates), account: cloud.account });
  });
  const past = calls.flat().filter(({ at, seconds }) => +at + seconds * 1000 < until);
  const rows = past.map((call, place) => rowOf(call, random.fork(`row/${place}`), place));
  const heard = rows
    .filter(({ seconds }) => seconds >= 20)
    .toSorted((a, b) => +b.startedAt - +a.startedAt)
    .slice(0, recordings);
  for (const row of heard) keep(cloud, row);
  cloud.book.add(rows);
}

function rowOf(
  { at, inbound, number, did, extension, disposition, seconds }: PastCall,
  random: Random,
  n: number,
): StatisticsRow {
  return {
    callId: `${Math.floor(+at / 1000)}.${1_000_000 + n}`,
    pbxCallId: `${inbound ? 'in' : 'out'}_${random.hex(40)}`,
    extension,
    startedAt: at,
    caller: inbound ? number : (extension ?? did),
    destination: inbound ? did : number,
    disposition,
    seconds,
    recorded: false,
  };
}

function keep(cloud: Cloud, row: StatisticsRow): void {
  const { callId, pbxCallId, extension, startedAt, seconds } = row;
  row.recorded = true;
  const availableAt = new Date(+startedAt + seconds * 1000);
  cloud.recordings.add({ callId, pbxCallId, extension: extension ?? '0', startedAt, seconds, availableAt });
}

/** The noons of the account's days, each with how many calls come on it. */
function datesBefore(until: number, days: number, zone: string): { noon: number; weight: number }[] {
  return Array.from({ length: days }, (_, back) => {
    const date = wallTime(new Date(until - back * DAY_MS), zone).slice(0, 10);
    const noon = momentOf(`${date} 12:00`, zone)?.getTime() ?? 0;
    const weekday = (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7;
    return { noon, weight: OF_WEEKDAYS[weekday] ?? 1 };
  });
}

function momentIn(random: Random, dates: readonly { noon: number; weight: number }[]): Date {
  const noon =
    dates[
      draw(
        random,
        dates.map(({ weight }) => weight),
      )
    ]?.noon ?? 0;
  return new Date(noon + (draw(random, OF_HOURS) - 12) * HOUR_MS + random.between(0, 3599) * 1000);
}

/** A place in the list, the heavier the likelier. */
function draw(random: Random, weights: readonly number[]): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0);
  return Math.max(
    0,
    weights.findIndex((weight) => (left -= weight) < 0),
  );
}
