import { numberOf } from './client-numbers.ts';
import { contactId, didOf, EMPLOYEES, employeeId } from './fill-journal.ts';

/** A question to the API, another one for every `n`. */
export type Question = { what: string; path: (n: number) => string };

const DAY_MS = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();
const user = (n: number): string => employeeId(1 + (n % EMPLOYEES));
const fragment = (text: string): string => encodeURIComponent(text);

type Filter = readonly [what: string, filter: (n: number) => string];

/** Each filter of the journal by itself: one that finds much, one that finds little, one that finds nothing. */
const ALONE: readonly Filter[] = [
  ['no filter', () => ''],
  ['employee', (n) => `userId=${user(n)}`],
  ['employee without calls', () => `userId=${employeeId(4000)}`],
  ['direction in', () => 'direction=inbound'],
  ['direction internal', () => 'direction=internal'],
  ['result answered', () => 'result=answered'],
  ['result missed', () => 'status=missed'],
  ['result missed or not reached', () => 'status=missed,not-reached'],
  ['result no money (few)', () => 'status=no-money'],
  ['running (none)', () => 'status=ringing,talking'],
  ['end unknown (none)', () => 'status=end-unknown'],
  ['number of a contact', (n) => `number=%2B${numberOf(n * 13)}`],
  ['number nobody has', (n) => `number=%2B4420794600${10 + n}`],
  ['text: a name', (n) => `q=${fragment(`Кузнецов ${1000 + n}`)}`],
  ['text: a family name of thousands', () => `q=${fragment('смирнов')}`],
  ['text: nothing found', (n) => `q=${fragment(`щщщъъ${n}`)}`],
  ['client', (n) => `clientId=${contactId(n * 7)}`],
  ['DID', (n) => `did=${fragment(didOf(1 + (n % 20)))}`],
  ['DID nobody has', () => 'did=74999999999'],
  ['source of DIDs', (n) => `source=${fragment(`source ${n % 4}`)}`],
  ['source of visits', (n) => `source=${fragment(`campaign ${n % 11}`)}`],
  ['source nobody has', () => 'source=nowhere'],
  ['no source', () => 'source='],
  ['recorded', () => 'recorded=true'],
  ['not recorded', () => 'recorded=false'],
  ['talk ≥ 10 s', () => 'minSeconds=10'],
  ['talk ≥ 5 min', () => 'minSeconds=300'],
  ['talk ≥ 15 min', () => 'minSeconds=900'],
  ['talk ≥ 30 min (few)', () => 'minSeconds=1800'],
  ['talk ≥ 10 h (none)', () => 'minSeconds=36000'],
  ['talk ≤ 10 s', () => 'maxSeconds=10'],
  ['talk ≤ 0 s (none)', () => 'maxSeconds=0'],
  ['hour of the day', (n) => `hour=${n % 24}&zone=Europe/Moscow`],
  ['cell of the week', (n) => `hour=${n % 24}&weekday=${1 + (n % 7)}&zone=Europe/Moscow`],
  ['changed lately', () => `updatedAfter=${ago(1 / 24)}`],
];

/** What people put together. */
const PAIRS: readonly Filter[] = [
  ['employee + missed (none)', (n) => `userId=${user(n)}&status=missed`],
  ['employee + busy', (n) => `userId=${user(n)}&status=busy`],
  ['employee + no money (few)', (n) => `userId=${user(n)}&status=no-money`],
  ['employee + out', (n) => `userId=${user(n)}&direction=outbound`],
  ['employee + recorded', (n) => `userId=${user(n)}&recorded=true`],
  ['employee + talk ≥ 5 min', (n) => `userId=${user(n)}&minSeconds=300`],
  ['employee + talk ≥ 15 min', (n) => `userId=${user(n)}&minSeconds=900`],
  ['employee + talk ≤ 10 s', (n) => `userId=${user(n)}&maxSeconds=10`],
  ['employee + DID', (n) => `userId=${user(n)}&did=${fragment(didOf(1 + (n % 20)))}`],
  ['employee + source', (n) => `userId=${user(n)}&source=${fragment(`campaign ${n % 11}`)}`],
  ['employee + client', (n) => `userId=${user(n)}&clientId=${contactId(n * 7)}`],
  ['in + missed', () => 'direction=inbound&status=missed'],
  ['out + missed (none)', () => 'direction=outbound&status=missed'],
  ['in + other', () => 'direction=inbound&status=other'],
  ['DID + missed', (n) => `did=${fragment(didOf(1 + (n % 20)))}&status=missed`],
  ['DID + no money (few)', (n) => `did=${fragment(didOf(1 + (n % 20)))}&status=no-money`],
  ['source + missed', (n) => `source=${fragment(`campaign ${n % 11}`)}&status=missed`],
  ['source + DID', (n) => `source=${fragment(`campaign ${n % 11}`)}&did=${fragment(didOf(1 + (n % 20)))}`],
  ['recorded + talk ≥ 15 min', () => 'recorded=true&minSeconds=900'],
  ['recorded + missed (none)', () => 'recorded=true&status=missed'],
  ['not recorded + answered', () => 'recorded=false&status=answered'],
  ['missed + hour', (n) => `status=missed&hour=${n % 24}`],
  ['text + missed', (n) => `q=${fragment(`Кузнецов ${1000 + n}`)}&status=missed`],
];

const DEEP_DAYS = 200;

/** Every filter with no period, with a year of it, and far down the list. */
export const JOURNAL_QUESTIONS: readonly Question[] = [
  ...[...ALONE, ...PAIRS].map(([what, filter]) => ({ what, path: (n: number) => `/calls?limit=50&${filter(n)}` })),
  ...[...ALONE, ...PAIRS].map(([what, filter]) => ({
    what: `${what}, a year`,
    path: (n: number) => `/calls?limit=50&from=${ago(365 + n)}&to=${ago(n / 10)}&${filter(n)}`,
  })),
  ...ALONE.map(([what, filter]) => ({
    what: `${what}, far down`,
    path: (n: number) => `/calls?limit=50&cursor=${deep(n)}&${filter(n)}`,
  })),
];

/** The place behind a call of long ago, as the journal itself writes it. */
const deep = (n: number): string =>
  Buffer.from(
    JSON.stringify([
      ago(DEEP_DAYS + n)
        .replace('T', ' ')
        .replace('Z', '+00'),
      'ffffffff-ffff-7fff-bfff-ffffffffffff',
    ]),
  ).toString('base64url');

const PERIODS = [
  ['a week', 7],
  ['a month', 30],
  ['a year', 365],
] as const;
const GROUPINGS = ['day', 'weekdayHour', 'user', 'did', 'source', 'result'] as const;
const ofPeriod = (days: number, n: number): string => `from=${ago(days + n / 24)}&to=${ago(n / 24)}&timezone=Europe/Moscow`;

/** What the statistics page asks, and what it would be asked with a filter. */
export const STATISTICS_QUESTIONS: readonly Question[] = PERIODS.flatMap(([period, days]) => [
  { what: `tiles, ${period}`, path: (n: number) => `/statistics/calls?${ofPeriod(days, n)}` },
  ...GROUPINGS.map((groupBy) => ({
    what: `by ${groupBy}, ${period}`,
    path: (n: number) => `/statistics/calls?${ofPeriod(days, n)}&groupBy=${groupBy}&callers=false`,
  })),
]);

/** The totals above the journal. */
export const FILTERED_STATISTICS: readonly Question[] = [...ALONE, ...PAIRS].flatMap(([what, filter]) => [
  {
    what: `${what}, totals of a year`,
    path: (n: number) => `/statistics/calls?${ofPeriod(365, n)}&callers=false&waits=false&${filter(n)}`,
  },
]);
