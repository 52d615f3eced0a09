import type { StatisticsRow } from '@carillon/simulator';
import { type Bench, say } from './benchmark.ts';
import { numberOf } from './client-numbers.ts';
import type { Finding } from './finding.ts';
import { type Installation, openInstallation } from './installation.ts';
import { waitForJob } from './wait-for-job.ts';

const ROWS = 100_000;
const DAYS = 25;
const DAY_MS = 86_400_000;
const SECONDS_MAX = 60;

/** A hundred thousand rows of the provider's statistics: none of them known, then all of them. Nobody's limit is waited for; the provider's answers are in it. */
export async function benchReconciliation({ scope }: Bench): Promise<Finding[]> {
  const installation = await openInstallation(scope);
  const { database, cloud } = installation;
  cloud.cloud.behaviour.statisticsPerMinute = ROWS;
  cloud.cloud.behaviour.requestsPerMinute = ROWS;
  await database.query(`create function forget_request() returns trigger language plpgsql as 'begin return null; end'`);
  await database.query('create trigger forget before insert on provider_requests for each row execute function forget_request()');
  const to = Date.now() - DAY_MS;
  const from = to - DAYS * DAY_MS;
  cloud.cloud.book.add(Array.from({ length: ROWS }, (_, n) => rowOf(n, from + (n * DAYS * DAY_MS) / ROWS)));
  const period = { from: new Date(from - DAY_MS / 24).toISOString(), to: new Date(to + DAY_MS / 24).toISOString() };
  const unknown = await compare(installation, period);
  await database.query('vacuum analyze calls, call_facts, call_participants');
  const known = await compare(installation, period);
  return [
    { what: 'reconciliation: 100,000 calls nobody had told of', measured: unknown, unit: 's', goal: { atMost: SECONDS_MAX } },
    { what: 'reconciliation: the same again, all known', measured: known, unit: 's', goal: { atMost: SECONDS_MAX } },
  ];
}

async function compare(installation: Installation, period: { from: string; to: string }): Promise<number> {
  const began = performance.now();
  const { id } = await installation.ask('POST /reconciliations', period);
  const { result } = await waitForJob(installation, id);
  const seconds = (performance.now() - began) / 1000;
  say(`${String(result['rows'])} rows, ${String(result['recovered'])} recovered in ${seconds.toFixed(1)} s`);
  return seconds;
}

const rowOf = (n: number, at: number): StatisticsRow => ({
  callId: `${Math.floor(at / 1000)}.${1_000_000 + n}`,
  pbxCallId: `in_${String(n).padStart(40, '0')}`,
  extension: '101',
  startedAt: new Date(Math.floor(at / 1000) * 1000),
  caller: numberOf(n),
  destination: '74951112233',
  disposition: n % 4 === 0 ? 'cancel' : 'answered',
  seconds: n % 4 === 0 ? 0 : 30 + (n % 600),
  recorded: false,
});
