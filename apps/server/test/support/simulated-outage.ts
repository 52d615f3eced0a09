import { playDay, type Posting, startSimulator, virtualClock } from '@carillon/simulator';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { rebuildCalls } from '../../src/features/calls/rebuild-calls.ts';
import { DID, openOffice, PBX_SECRET, type PhoneOffice } from './phone-office.ts';
import { differencesOf } from './simulated-week.ts';

const MONDAY_MORNING = new Date('2026-03-16T06:00:00.000Z'); // nine in Moscow
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

export type OutagePlan = { calls: number; days: number; seed: string };

type Report = { calls: number; same: number; recovered: number; corrected: number; closed: number; inDoubt: number };

/** What one comparison made of a time in which much was lost. */
export type OutageFigures = {
  notifications: number;
  lost: number;
  differencesBefore: number;
  report: Report;
  differences: string[];
  /** What a second comparison found to do. */
  again: Report;
  /** Calls that are not what their facts say. */
  bent: string[];
};

/** Days of calls while one notification in twenty was lost, and the server was off for two hours chosen by the seed. */
export async function playOutage({ calls, days, seed }: OutagePlan): Promise<OutageFigures> {
  const clock = virtualClock(MONDAY_MORNING);
  const off = offHours(seed, days);
  const house: { office?: PhoneOffice; lost: number } = { lost: 0 };
  const post = async ({ body, headers }: Posting) => {
    const hour = Math.floor((+clock.now() - +MONDAY_MORNING) / HOUR_MS);
    if (!house.office || off.includes(hour)) {
      house.lost += 1;
      return { failure: 'ECONNREFUSED' };
    }
    const { status, text } = await house.office.post({ body, headers });
    await house.office.server.traffic.settle();
    return { status, body: text };
  };
  const extensions = ['101', '102', '103'].map((number) => ({ number, name: `Agent ${number}`, online: true, recording: true }));
  const simulator = await startSimulator({
    clock,
    seed,
    key: 'key',
    secret: PBX_SECRET,
    account: { timezone: 'Europe/Moscow', numbers: [{ number: DID, description: 'Main' }], extensions },
    behaviour: { statisticsPerMinute: 1000 },
    faults: { delay: 0.05, repeat: 0.05, reorder: 0.05, lose: 0.05 },
    outside: { post, get: async () => ({ status: 200, body: '' }) },
  });
  const office = await openOffice({ clock: { now: () => clock.now(), pass: () => undefined }, apiUrl: simulator.url });
  house.office = office;
  await office.within((tx) => sql`update connections set provider = 'custom'`.execute(tx));
  try {
    const { cloud } = simulator;
    cloud.settings.callUrl = 'http://carillon.test/zadarma';
    const people = Array.from({ length: 60 }, (_, n) => String(79_160_000_000 + n * 7919));
    for (let day = 0; day < days; day += 1)
      clock.schedule(day * DAY_MS, () => playDay(cloud, { calls: Math.round(calls / days), seed: `${seed}/${day}`, people }));
    await clock.run();
    await clock.advance(5 * HOUR_MS);
    await office.settle();
    const clientCalls = cloud.calls().filter(({ kind }) => kind === 'inbound' || kind === 'dialled' || kind === 'callback');
    const differences = (): Promise<string[]> => differencesOf(office, cloud, clientCalls);
    const differencesBefore = (await differences()).length;
    const report = await compare(office, days);
    const { workspaceId, connectionId } = office.company;
    const rebuilt = await rebuildCalls(office.database.db, { workspaceId, connectionId }, { write: false, now: clock.now() });
    return {
      notifications: cloud.wire().length,
      lost: house.lost + cloud.wire().filter(({ faults }) => faults.includes('lose')).length,
      differencesBefore,
      report,
      differences: await differences(),
      again: await compare(office, days),
      bent: rebuilt.differences.map(({ pbxCallId, fields }) => `${pbxCallId} ${fields.join(', ')}`),
    };
  } finally {
    await office.close();
    await simulator.close();
  }
}

/** Two working hours, counted from the beginning. */
function offHours(seed: string, days: number): number[] {
  const number = Array.from(seed).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 65_521, 7);
  const first = (number % days) * 24 + (number % 4);
  const second = ((number >> 3) % days) * 24 + 4 + (number % 5);
  return [first, second];
}

async function compare(office: PhoneOffice, days: number): Promise<Report> {
  const period = { from: MONDAY_MORNING, to: new Date(+MONDAY_MORNING + days * DAY_MS) };
  const { status, text, body } = await office.ask(office.company.admin, 'POST /reconciliations', period);
  if (status !== 202) throw new Error(text);
  const job = async () => (await office.ask(office.company.admin, `GET /jobs/${body.id}`)).body;
  await expect
    .poll(
      async () => {
        await office.within((tx) => sql`delete from provider_requests`.execute(tx)); // our own limit goes by the wall's clock
        return (await job()).state;
      },
      { timeout: 120_000, interval: 100 },
    )
    .toBe('done');
  return (await job()).result;
}
