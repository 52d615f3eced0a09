import type { Cloud } from '../cloud.ts';
import type { Random } from '../random.ts';
import { answeredCall, menuHangUp, missedCall, transferredCall } from './inbound-stories.ts';
import { answeredCallback, answeredDial, colleagueCall, failedDial } from './outbound-stories.ts';
import { busyExtensions } from './people.ts';

export type DayPlan = {
  /** How many calls. */
  calls: number;
  /** Over how long they begin; a working day when left out. */
  lengthSeconds?: number;
  seed?: string | number;
  /** Numbers that call and are called; invented ones when left out. */
  people?: readonly string[];
};

const WORKING_DAY_SECONDS = 9 * 3600;

/** Story → how often of a hundred. */
const MIX = { answered: 46, missed: 12, menu: 4, transferred: 5, dialled: 15, failed: 8, callback: 7, colleague: 3 } as const;
type Kind = keyof typeof MIX;

/**
 * Schedules a whole day of calls on the cloud's clock: let the virtual clock `run()`, or wait in real time.
 * The same seed gives the same day.
 */
export function playDay(
  cloud: Cloud,
  { calls, lengthSeconds = WORKING_DAY_SECONDS, seed = 'day', people = inventPeople(60) }: DayPlan,
): void {
  const random = cloud.random.fork(`day/${seed}`);
  for (let i = 0; i < calls; i += 1) {
    const mine = random.fork(`call/${i}`);
    cloud.clock.schedule(mine.next() * lengthSeconds * 1000, () => begin(cloud, mine, people));
  }
}

function begin(cloud: Cloud, random: Random, people: readonly string[]): void {
  const kind = drawKind(random);
  const person = random.pick(people);
  const ringSeconds = random.between(2, 18);
  const talkSeconds = random.between(5, 240);
  const inbound = { from: person, did: random.pick(cloud.account.numbers).number };
  const busy = busyExtensions(cloud);
  const free = [...cloud.account.extensions.values()]
    .filter(({ number, online }) => online && !busy.has(number))
    .map(({ number }) => number);
  const extension = free.length > 0 ? random.pick(free) : undefined;
  const colleague = free.find((other) => other !== extension);
  if (kind === 'answered' || (extension === undefined && kind !== 'missed' && kind !== 'menu')) {
    answeredCall(cloud, { ...inbound, ringSeconds, talkSeconds });
  } else if (kind === 'missed') missedCall(cloud, { ...inbound, patienceSeconds: random.between(3, 60) });
  else if (kind === 'menu') menuHangUp(cloud, inbound);
  else if (kind === 'transferred') transferredCall(cloud, { ...inbound, ringSeconds, talkSeconds });
  else if (extension === undefined) return;
  else if (kind === 'dialled') answeredDial(cloud, { extension, to: person, ringSeconds, talkSeconds });
  else if (kind === 'failed')
    failedDial(cloud, { extension, to: person, how: random.pick(['busy', 'unallocated', 'gave-up'] as const) });
  else if (kind === 'callback') answeredCallback(cloud, { extension, to: person, ringSeconds, talkSeconds });
  else if (colleague !== undefined) colleagueCall(cloud, { extension, to: colleague, talkSeconds });
}

function drawKind(random: Random): Kind {
  let left = random.next() * Object.values(MIX).reduce((sum, share) => sum + share, 0);
  // the keys of a constant table are its own type
  const kinds = Object.keys(MIX) as Kind[];
  return kinds.find((kind) => (left -= MIX[kind]) < 0) ?? 'answered';
}

function inventPeople(count: number): string[] {
  return Array.from({ length: count }, (_person, place) => String(442_079_460_200 + place));
}
