import { type Bench, FEW, MANY, say } from './benchmark.ts';
import { callsOf, drain } from './door.ts';
import type { Finding } from './finding.ts';
import { fillContacts } from './fill-contacts.ts';
import { type Installation, openInstallation } from './installation.ts';
import { startBare } from './bare-process.ts';
import { type LoadResult, runLoad } from './load.ts';
import { median } from './measures.ts';

const ROUNDS = 5;
const ROUND_SECONDS = 5;
const HALF_SECONDS = 4;
const CONNECTIONS = 32;
const FASTEST = 15_000; // requests a second that are prepared for

/** Cost of a NOTIFY_START: against the bare limit, at half load, and against a small address book. */
export async function benchStart({ scope, large }: Bench): Promise<Finding[]> {
  const few = await openInstallation(scope);
  await fillContacts(few.database, { count: FEW, responsibleId: few.agent.id });
  const many = await large();
  const bare = await startBare(scope, many);
  const bareCalls = { port: bare.port, secret: many.secret, contacts: MANY };
  await full(bareCalls, 2);
  await full(callsOf(many, MANY), 2);
  await full(callsOf(few, FEW), 2);
  await drain(many);
  await drain(few);
  const rounds: Round[] = [];
  for (let n = 0; n < ROUNDS; n += 1) rounds.push(await playRound({ many, few, bareCalls }));
  const halfOf = (rate: (round: Round) => number): HalfLoad => ({ many, bareCalls, perSecond: median(rounds.map(rate)) / 2 });
  const answering: HalfRound[] = [];
  const folding: HalfRound[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    answering.push(await playHalfRound(halfOf(({ ours }) => ours.perSecond)));
    folding.push(await playHalfRound(halfOf(({ foldedPerSecond }) => foldedPerSecond)));
  }
  return [
    ...fullLoadFindings(rounds),
    ...halfLoadFindings('half of what it answers', answering),
    ...halfLoadFindings('half of what it answers and folds', folding),
  ];
}

function fullLoadFindings(rounds: readonly Round[]): Finding[] {
  const middle = (of: (round: Round) => number): number => median(rounds.map(of));
  const decided = Math.min(...rounds.map(({ ours }) => ours.decided / ours.answered)) * 100;
  return [
    { what: 'START: bare limit', measured: middle(({ bare }) => bare.perSecond), unit: '/s' },
    { what: 'START: ours, folding meanwhile', measured: middle(({ ours }) => ours.perSecond), unit: '/s' },
    {
      what: 'START: ours / bare',
      measured: middle(({ ours, bare }) => ours.perSecond / bare.perSecond),
      unit: '',
      goal: { atLeast: 0.6 },
    },
    { what: 'START: answered with a decision', measured: decided, unit: '%', goal: { atLeast: 100 } },
    { what: 'START: answered and folded', measured: middle(({ foldedPerSecond }) => foldedPerSecond), unit: '/s' },
    {
      what: `START: backlog of ${ROUND_SECONDS} s full load`,
      measured: middle(({ drainSeconds }) => drainSeconds),
      unit: 's to fold',
    },
    {
      what: 'START: 10,000 contacts / 1,000,000 contacts',
      measured: middle(({ few, ours }) => few.perSecond / ours.perSecond),
      unit: '×',
      goal: { atMost: 1.3 },
    },
  ];
}

type HalfRound = { half: LoadResult; bare: LoadResult; drainSeconds: number };

function halfLoadFindings(rate: string, rounds: readonly HalfRound[]): Finding[] {
  const middle = (of: (round: HalfRound) => number): number => median(rounds.map(of));
  return [
    { what: `START: p50 at ${rate}`, measured: middle(({ half }) => half.latency.p50), unit: 'ms' },
    { what: `START: p99 at ${rate}`, measured: middle(({ half }) => half.latency.p99), unit: 'ms', goal: { atMost: 15 } },
    { what: `START: p99 of the bare limit at ${rate}`, measured: middle(({ bare }) => bare.latency.p99), unit: 'ms' },
    {
      what: `START: backlog of ${HALF_SECONDS} s at ${rate}`,
      measured: middle((round) => round.drainSeconds),
      unit: 's to fold',
    },
  ];
}

type Calls = Parameters<typeof runLoad>[0]['calls'];
type Round = { bare: LoadResult; ours: LoadResult; few: LoadResult; drainSeconds: number; foldedPerSecond: number };

async function playRound({ many, few, bareCalls }: { many: Installation; few: Installation; bareCalls: Calls }): Promise<Round> {
  const bare = await full(bareCalls);
  const ours = await full(callsOf(many, MANY));
  const drainSeconds = await drain(many);
  const small = await full(callsOf(few, FEW));
  await drain(few);
  tell('bare', bare);
  tell('ours', ours);
  tell('few ', small);
  say(`backlog folded after ${drainSeconds.toFixed(1)} s`);
  return { bare, ours, few: small, drainSeconds, foldedPerSecond: ours.answered / (ours.seconds + drainSeconds) };
}

type HalfLoad = { many: Installation; bareCalls: Calls; perSecond: number };

async function playHalfRound({ many, bareCalls, perSecond }: HalfLoad): Promise<HalfRound> {
  const shape = { kind: 'constant', perSecond } as const;
  const half = await runLoad({ calls: callsOf(many, MANY), shape, seconds: HALF_SECONDS });
  const drainSeconds = await drain(many);
  const bare = await runLoad({ calls: bareCalls, shape, seconds: HALF_SECONDS });
  tell('ours at an even rate', half);
  tell('bare at that rate', bare);
  return { half, bare, drainSeconds };
}

async function full(calls: Calls, seconds = ROUND_SECONDS): Promise<LoadResult> {
  const result = await runLoad({
    calls,
    shape: { kind: 'closed', connections: CONNECTIONS, requestsMax: seconds * FASTEST },
    seconds,
  });
  if (result.decided !== result.answered) say(`only ${result.decided} of ${result.answered} were answered with a decision`);
  return result;
}

function tell(name: string, { perSecond, latency }: LoadResult): void {
  say(
    `${name} ${perSecond.toFixed(0)}/s, p50 ${latency.p50.toFixed(1)} ms, p99 ${latency.p99.toFixed(1)} ms, max ${latency.max.toFixed(0)} ms`,
  );
}
