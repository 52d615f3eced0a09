import { fetch } from 'undici';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { CallFact } from '@carillon/telephony';
import { type StatisticsRow, virtualClock } from '@carillon/simulator';
import { inWorkspace, type Tx } from '../src/db/in-workspace.ts';
import { callEffects } from '../src/call-effects.ts';
import { recordFacts } from '../src/features/calls/record-facts.ts';
import { rebuildCalls } from '../src/features/calls/rebuild-calls.ts';
import { beginDueReconciliations } from '../src/features/reconciliation/reconciliation-clock.ts';
import { runReconciliation } from '../src/features/reconciliation/run-reconciliation.ts';
import { createLogger } from '../src/http/logging.ts';
import { createProviderClients } from '../src/provider/provider-clients.ts';
import { providerList } from '../src/provider/providers.ts';
import { reconciliationDeps } from '../src/reconciliation.ts';
import { uuidv7 } from 'uuidv7';
import { SECRET, type TelephonyApp, telephonyApp } from './support/telephony-app.ts';

const NOON = new Date('2026-03-16T09:00:00Z'); // a Monday, in Moscow
const clock = virtualClock(NOON);
let office: TelephonyApp;
let deps: ReturnType<typeof reconciliationDeps>;
/** What the next requests to the provider meet. */
let weather: (() => Response | undefined) | undefined;
/** What the provider's rows look like instead. */
let rewrite: ((stats: Record<string, unknown>[]) => void) | undefined;
let requests = 0;
let legs = 0;

beforeAll(async () => {
  office = await telephonyApp({
    now: () => clock.now(),
    simulator: { clock, behaviour: { statisticsPerMinute: 1000 }, account: { timezone: 'Europe/Moscow' } },
  });
  expect((await office.connect()).status).toBe(200);
});
afterAll(() => office.close());

beforeEach(async () => {
  const clients = createProviderClients({
    db: office.database.db,
    providers: providerList(office.simulator.url),
    secret: SECRET,
    fetch: async (url, init) => {
      requests += 1;
      await freeBudget();
      return weather?.() ?? rewritten(await fetch(url, init));
    },
  });
  const log = createLogger({ level: 'fatal', stream: { write: () => undefined } });
  deps = reconciliationDeps({ db: office.database.db, now: () => clock.now(), log, clients });
  weather = undefined;
  rewrite = undefined;
  requests = 0;
  office.simulator.cloud.behaviour.statisticsPerMinute = 1000;
  await freeBudget();
  await within(async (tx) => {
    await sql`delete from jobs`.execute(tx);
    await sql`delete from calls`.execute(tx);
    await sql`delete from call_facts`.execute(tx);
    await sql`delete from call_participants`.execute(tx);
    await sql`update connections set account_timezone = 'Europe/Moscow', journal_only = false`.execute(tx);
  });
});

async function rewritten(answer: Awaited<ReturnType<typeof fetch>>) {
  if (rewrite === undefined) return answer;
  const text = (await answer.text()).replaceAll(/("call_id":)(\d+\.\d+)/g, '$1"$2"'); // its digits stay as they are
  const body = JSON.parse(text) as { stats?: Record<string, unknown>[] }; // the pretend cloud's own
  rewrite(body.stats ?? []);
  return new Response(JSON.stringify(body), { status: answer.status });
}

/** Our own limit goes by the wall's clock. */
const freeBudget = () => within((tx) => sql`delete from provider_requests`.execute(tx));

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inWorkspace(office.database.db, office.workspaceId, work);

function booked(at: string, more: Partial<StatisticsRow> = {}): StatisticsRow {
  legs += 1;
  const row: StatisticsRow = {
    callId: `${Math.floor(Date.parse(at) / 1000)}.${100_000 + legs}`,
    pbxCallId: `in_${String(legs).padStart(40, '0')}`,
    extension: '100',
    startedAt: new Date(at),
    caller: '79161234567',
    destination: '74951112233',
    disposition: 'answered',
    seconds: 60,
    recorded: false,
    ...more,
  };
  office.simulator.cloud.book.add([row]);
  return row;
}

async function begin(from: string, to: string): Promise<string> {
  const { status, body } = await office.ask(office.admin, 'POST /reconciliations', { from, to });
  expect(status).toBe(202);
  return body['id'];
}

type Report = Record<string, unknown>;

async function compare(from: string, to: string): Promise<Report> {
  const id = await begin(from, to);
  for (let step = 0; step < 50; step += 1) {
    await freeBudget();
    if (!(await runReconciliation(deps, { workspaceId: office.workspaceId, id }))) break;
  }
  return reportOf(id);
}

async function reportOf(id: string): Promise<Report> {
  const rows = await within(
    async (tx) =>
      (
        await sql<{ state: string; done: number; total: number; errors: unknown[]; result: object }>`
    select state, done, total, errors, result from jobs where id = ${id}`.execute(tx)
      ).rows,
  );
  const [{ result, ...job } = { result: {} }] = rows;
  return { ...job, ...result };
}

type Row = { pbx: string; status: string; seconds: number | null; started: string; origin: string; version: number };
const journal = (): Promise<Row[]> =>
  within(
    async (tx) =>
      (
        await sql<Row>`
    select pbx_call_id as pbx, status, talk_seconds as seconds, to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as started, origin, version
    from calls where confirmed order by started_at, pbx_call_id`.execute(tx)
      ).rows,
  );

/** Somebody told us of this call, at its time. */
async function heard(
  row: StatisticsRow,
  kinds: readonly ('arrived' | 'rang' | 'answered' | 'hung-up')[],
  talkSeconds = row.seconds,
): Promise<void> {
  const inbound = {
    startedAt: row.startedAt,
    caller: { text: `+${row.caller}`, e164: `+${row.caller}`, readings: [`+${row.caller}`] },
    did: '+74951112233',
    ownLeg: false,
  };
  const seat = { extension: row.extension, userId: null };
  const result = {
    disposition: talkSeconds > 0 ? 'answered' : 'no answer',
    talkSeconds,
    statusCode: 16,
    recorded: false,
    recordingId: null,
  };
  const said = {
    arrived: inbound,
    rang: { ...inbound, ...seat, transferFrom: null },
    answered: { ...seat, startedAt: row.startedAt, client: inbound.caller, transferFrom: null },
    'hung-up': { ...inbound, ...seat, lastExtension: row.extension, lastUserId: null, ...result },
  };
  const facts = kinds.map(
    (kind, n) =>
      ({
        kind,
        at: new Date(+row.startedAt + n * 1000),
        fingerprint: `${kind} ${row.pbxCallId}`,
        source: 'event',
        late: false,
        ...said[kind],
      }) as CallFact,
  ); // the fields of its kind are above
  const { workspaceId, connectionId } = office;
  await within((tx) =>
    recordFacts(
      tx,
      { workspaceId, connectionId, menuOnlyIsMissed: true, now: facts[0]?.at ?? NOON, effects: callEffects() },
      facts.map((fact) => ({ pbxCallId: row.pbxCallId, id: uuidv7(), fact, confirms: true })),
    ),
  );
}

test('5.8 lost calls are recovered, stuck ones closed, wrong ones corrected; compared again, nothing changes', async () => {
  const lost = booked('2026-03-10T08:00:00Z');
  const stuck = booked('2026-03-10T08:10:00Z');
  const wrong = booked('2026-03-10T08:20:00Z', { seconds: 45 });
  const same = booked('2026-03-10T08:30:00Z');
  await heard(stuck, ['arrived', 'rang', 'answered']);
  await heard(wrong, ['arrived', 'rang', 'answered', 'hung-up'], 50);
  await heard(same, ['arrived', 'rang', 'answered', 'hung-up']);
  const report = await compare('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z');
  expect(report).toMatchObject({
    state: 'done',
    days: 1,
    done: 1,
    total: 1,
    calls: 4,
    same: 1,
    recovered: 1,
    corrected: 1,
    closed: 1,
    inDoubt: 0,
  });
  const rows = await journal();
  expect(rows.map(({ pbx, status, seconds }) => [pbx, status, seconds])).toEqual(
    [lost, stuck, wrong, same].map(({ pbxCallId, seconds }) => [pbxCallId, 'answered', seconds]),
  );
  const again = await compare('2026-03-10T00:00:00Z', '2026-03-11T00:00:00Z');
  expect(again).toMatchObject({ calls: 4, same: 4, recovered: 0, corrected: 0, closed: 0, inDoubt: 0 });
  expect(await journal()).toEqual(rows);
});

test('5.8 pages of a thousand: a call whose legs stand on two of them is one call, and nothing is counted twice', async () => {
  for (let n = 0; n < 999; n += 1)
    booked(new Date(Date.parse('2026-02-02T06:00:00Z') + n * 30_000).toISOString(), { disposition: 'busy', seconds: 0 });
  const first = booked('2026-02-03T06:00:00Z', { seconds: 20 });
  booked('2026-02-03T06:00:30Z', { pbxCallId: first.pbxCallId, extension: '101', seconds: 30 });
  booked('2026-02-03T06:05:00Z');
  const report = await compare('2026-02-02T00:00:00Z', '2026-02-04T00:00:00Z');
  expect(report).toMatchObject({ rows: 1002, calls: 1001, recovered: 1001, inDoubt: 0 });
  expect(requests).toBe(2);
  const rows = await journal();
  expect(rows).toHaveLength(1001);
  expect(rows.find(({ pbx }) => pbx === first.pbxCallId)).toMatchObject({ status: 'answered', seconds: 50 });
});

test.each([
  ['429', '2026-03-01'],
  ['200', '2026-03-03'],
] as const)('5.8 over the limit, told with HTTP %s: it comes again later and goes on where it stood', async (shape, day) => {
  booked(`${day}T08:00:00Z`);
  office.simulator.cloud.behaviour.rateLimitShape = shape;
  office.simulator.cloud.behaviour.statisticsPerMinute = 0;
  const id = await begin(`${day}T00:00:00Z`, `${day}T12:00:00Z`);
  const job = { workspaceId: office.workspaceId, id };
  const again = await runReconciliation(deps, job);
  expect(+(again?.againAt ?? 0)).toBeGreaterThan(+clock.now());
  expect(await reportOf(id)).toMatchObject({ state: 'running', calls: 0 });
  await clock.advance(61_000);
  office.simulator.cloud.behaviour.statisticsPerMinute = 1000;
  expect(await runReconciliation(deps, job)).toBeUndefined();
  expect(await reportOf(id)).toMatchObject({ state: 'done', recovered: 1 });
});

test('5.8 the provider fails in the middle, and the server dies: the pages read are kept, and the report counts each once', async () => {
  for (let n = 0; n < 1001; n += 1) booked(new Date(Date.parse('2026-01-12T06:00:00Z') + n * 20_000).toISOString());
  const id = await begin('2026-01-12T00:00:00Z', '2026-01-13T00:00:00Z');
  const job = { workspaceId: office.workspaceId, id };
  weather = () => (requests === 2 ? new Response('gone', { status: 503 }) : undefined);
  expect(await runReconciliation(deps, job)).toHaveProperty('againAt');
  expect(await reportOf(id)).toMatchObject({ state: 'running', rows: 1000, phase: 'reading' });
  const stopping = new AbortController();
  weather = () => {
    stopping.abort();
    return undefined;
  }; // the server is told to stop while it asks for the second page
  expect(await runReconciliation(deps, job, stopping.signal)).toBeUndefined();
  expect(await reportOf(id)).toMatchObject({ state: 'running', rows: 1001, phase: 'comparing', recovered: 0 });
  const before = requests;
  await Promise.all([runReconciliation(deps, job), runReconciliation(deps, job)]); // two servers take it over at once
  expect(requests).toBe(before);
  expect(await reportOf(id)).toMatchObject({ state: 'done', calls: 1001, recovered: 1001, inDoubt: 0 });
  expect(await journal()).toHaveLength(1001);
});

test('5.8 a provider that never answers fails the job in words and leaves the journal as it was', async () => {
  booked('2026-01-20T08:00:00Z');
  weather = () => new Response('gone', { status: 503 });
  expect(await compare('2026-01-20T00:00:00Z', '2026-01-21T00:00:00Z')).toMatchObject({
    state: 'failed',
    errors: [{ detail: expect.any(String) }],
  });
  expect(await journal()).toEqual([]);
});

test('5.8 refused keys fail the job at once', async () => {
  weather = () => new Response('{"status":"error","message":"Not authorized"}', { status: 401 });
  expect(await compare('2026-01-20T00:00:00Z', '2026-01-21T00:00:00Z')).toMatchObject({ state: 'failed' });
  expect(requests).toBe(1);
});

test('5.8 stopped by a person: what was not compared stays as it was, and the next one may begin', async () => {
  booked('2026-01-25T08:00:00Z');
  const id = await begin('2026-01-25T00:00:00Z', '2026-01-26T00:00:00Z');
  expect(
    (await office.ask(office.admin, 'POST /reconciliations', { from: '2026-01-25T00:00:00Z', to: '2026-01-26T00:00:00Z' })).body,
  ).toMatchObject({ code: 'conflict' });
  await within((tx) => sql`update jobs set state = 'cancelled' where id = ${id}`.execute(tx));
  expect(await runReconciliation(deps, { workspaceId: office.workspaceId, id })).toBeUndefined();
  expect(await journal()).toEqual([]);
  expect(await compare('2026-01-25T00:00:00Z', '2026-01-26T00:00:00Z')).toMatchObject({ state: 'done', recovered: 1 });
});

test('5.8 half a year is read in windows the provider does not cut, and nights when clocks change lose no hour', async () => {
  office.simulator.cloud.account.timezone = 'Europe/Berlin';
  await within((tx) => sql`update connections set account_timezone = 'Europe/Berlin'`.execute(tx));
  const night = ['2025-10-26T00:30:00Z', '2025-10-26T01:30:00Z']; // 02:30 by both clocks
  for (const at of ['2025-08-31T22:30:00Z', ...night, '2025-12-31T23:30:00Z']) booked(at);
  try {
    const report = await compare('2025-08-01T00:00:00Z', '2026-01-02T00:00:00Z');
    expect(report).toMatchObject({ state: 'done', days: 154, done: 154, calls: 4, recovered: 4, inDoubt: 0 });
    expect((await journal()).map(({ started }) => started)).toEqual([
      '2025-08-31 22:30',
      '2025-10-26 00:30',
      '2025-10-26 01:30',
      '2025-12-31 23:30',
    ]);
  } finally {
    office.simulator.cloud.account.timezone = 'Europe/Moscow';
  }
});

test('F7 5.8 a wrong time zone of the account: nothing is filed at the wrong hour, and the report says so', async () => {
  const known = ['08:00', '08:10', '08:20'].map((at) => booked(`2026-02-18T${at}:00Z`));
  for (const row of known) await heard(row, ['arrived', 'rang', 'answered', 'hung-up']);
  const lost = booked('2026-02-18T08:30:00Z');
  await within((tx) => sql`update connections set account_timezone = 'UTC'`.execute(tx));
  const report = await compare('2026-02-18T00:00:00Z', '2026-02-19T00:00:00Z');
  expect(report).toMatchObject({
    clockMinutes: 180,
    same: 3,
    recovered: 0,
    inDoubt: 1,
    doubts: [{ pbxCallId: lost.pbxCallId, reason: 'clock' }],
  });
  await within((tx) => sql`update connections set account_timezone = 'Europe/Moscow'`.execute(tx));
  expect(await compare('2026-02-18T00:00:00Z', '2026-02-19T00:00:00Z')).toMatchObject({
    clockMinutes: null,
    same: 3,
    recovered: 1,
    inDoubt: 0,
  });
});

test.each([
  ['UTC', '2026-02-16'],
  ['Asia/Tokyo', '2026-02-17'],
])('F7 5.8 calls loaded while the account’s time zone was wrong (%s) stand at their hour once it is right', async (zone, day) => {
  const row = booked(`${day}T08:30:00Z`, { extension: '101' });
  const period = [`${day}T00:00:00Z`, `${day}T23:00:00Z`] as const;
  await within((tx) => sql`update connections set account_timezone = ${zone}`.execute(tx));
  expect(await compare(...period)).toMatchObject({ recovered: 1 });
  await within((tx) => sql`update connections set account_timezone = 'Europe/Moscow'`.execute(tx));
  expect(await compare(...period)).toMatchObject({ corrected: 1, inDoubt: 0 });
  const { rows } = await within((tx) =>
    sql`
      select c.started_at as from, c.ended_at as to, p.rang_at as rang from calls c join call_participants p on p.call_id = c.id
      where c.pbx_call_id = ${row.pbxCallId}
    `.execute(tx),
  );
  expect(rows).toEqual([{ from: row.startedAt, to: new Date(+row.startedAt + 60_000), rang: row.startedAt }]);
  expect(await compare(...period)).toMatchObject({ same: 1, corrected: 0, recovered: 0, inDoubt: 0 });
});

test('5.8 one row that cannot be read, or names nobody can write, cost no other call its place', async () => {
  const good = booked('2026-02-09T08:00:00Z', { caller: '"No\u0000body \ud83d" <+79161234567>' });
  const bad = ['callstart', 'seconds'].map((field, n) => ({ field, row: booked(`2026-02-09T09:0${n}:00Z`) }));
  rewrite = (stats) => {
    for (const { field, row } of bad) {
      const told = stats.find((each) => each['pbx_call_id'] === row.pbxCallId);
      if (told) told[field] = null;
    }
  };
  const report = await compare('2026-02-09T00:00:00Z', '2026-02-10T00:00:00Z');
  expect(report).toMatchObject({ state: 'done', recovered: 1, inDoubt: 2 });
  expect(report['doubts']).toEqual(bad.map(({ row }) => ({ pbxCallId: row.pbxCallId, callId: null, reason: 'unreadable-time' })));
  expect((await journal()).map(({ pbx }) => pbx)).toEqual([good.pbxCallId]);
});

test('F7 5.8 a time zone changed while a comparison waits for its next page: it reads anew, and files everything at its hour', async () => {
  const rows = Array.from({ length: 1001 }, (_, n) =>
    booked(new Date(Date.parse('2026-01-06T06:00:00Z') + n * 20_000).toISOString()),
  );
  await within((tx) => sql`update connections set account_timezone = 'Asia/Tokyo'`.execute(tx));
  const id = await begin('2026-01-06T00:00:00Z', '2026-01-07T00:00:00Z');
  weather = () => (requests === 2 ? new Response('gone', { status: 503 }) : undefined);
  const job = { workspaceId: office.workspaceId, id };
  expect(await runReconciliation(deps, job)).toHaveProperty('againAt');
  expect(await reportOf(id)).toMatchObject({ state: 'running', rows: 1000 });
  await within((tx) => sql`update connections set account_timezone = 'Europe/Moscow'`.execute(tx));
  expect(await runReconciliation(deps, job)).toBeUndefined();
  expect(await reportOf(id)).toMatchObject({
    state: 'done',
    why: 'person',
    rows: 1001,
    calls: 1001,
    recovered: 1001,
    inDoubt: 0,
  });
  const { rows: kept } = await within((tx) =>
    sql<{ at: Date }>`select started_at as at from calls order by started_at`.execute(tx),
  );
  expect(kept.map(({ at }) => +at)).toEqual(rows.map(({ startedAt }) => +startedAt));
});

test('5.8 two people press at once: one comparison goes on, the other is told so', async () => {
  const period = { from: '2026-01-28T00:00:00Z', to: '2026-01-29T00:00:00Z' };
  const answers = await Promise.all(Array.from({ length: 6 }, () => office.ask(office.admin, 'POST /reconciliations', period)));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409, 409, 409, 409, 409]);
});

test('5.8 F5 a call that another process is just telling of, as after an outage: the comparison goes on, and it is one call', async () => {
  const row = booked('2026-01-29T08:00:00Z');
  const id = await begin('2026-01-29T00:00:00Z', '2026-01-30T00:00:00Z');
  const job = { workspaceId: office.workspaceId, id };
  let met = 0;
  const meeting: typeof deps.calls.record = async (tx, ...told) => {
    if ((met += 1) > 1) return deps.calls.record(tx, ...told);
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    let others: Promise<void> | undefined;
    await new Promise<void>((isTold, failed) => {
      others = within(async (other) => {
        await deps.calls.record(other, ...told);
        isTold();
        await released;
      });
      others.catch(failed);
    });
    const ours = deps.calls.record(tx, ...told); // waits for the other's transaction
    ours.catch(() => undefined); // it is refused, and awaited below
    const waiting = async (): Promise<number> => {
      const { rows } = await within((third) =>
        sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(third),
      );
      return rows.length;
    };
    await expect.poll(waiting).toBeGreaterThan(0);
    release();
    await others;
    return ours;
  };
  expect(await runReconciliation({ ...deps, calls: { ...deps.calls, record: meeting } }, job)).toHaveProperty('againAt');
  expect(await reportOf(id)).toMatchObject({ state: 'running', recovered: 0, errors: [] });
  expect(await runReconciliation(deps, job)).toBeUndefined();
  expect(await reportOf(id)).toMatchObject({ state: 'done', calls: 1, same: 1, inDoubt: 0 });
  expect((await journal()).map(({ pbx }) => pbx)).toEqual([row.pbxCallId]);
});

test('5.8 calls over midnight: a call belongs to the period it began in, with all its telephones', async () => {
  const [from, to] = ['2026-01-14T21:00:00Z', '2026-01-15T21:00:00Z']; // a day in Moscow
  const over = (at: string, next: string) => {
    const first = booked(at, { extension: '100', seconds: 20 });
    booked(next, { pbxCallId: first.pbxCallId, extension: '101', seconds: 30 });
    return first.pbxCallId;
  };
  const before = over('2026-01-14T20:59:40Z', '2026-01-14T21:00:05Z');
  const exactly = booked(from).pbxCallId;
  const into = over('2026-01-15T20:59:40Z', '2026-01-15T21:00:05Z');
  const after = booked(to).pbxCallId;
  expect(await compare(from, to)).toMatchObject({ calls: 2, recovered: 2, inDoubt: 0 });
  expect((await journal()).map(({ pbx, seconds }) => [pbx, seconds])).toEqual([
    [exactly, 60],
    [into, 50],
  ]);
  await compare('2026-01-13T21:00:00Z', from);
  await compare(to, '2026-01-16T21:00:00Z');
  expect((await journal()).map(({ pbx, seconds }) => [pbx, seconds])).toEqual([
    [before, 50],
    [exactly, 60],
    [into, 50],
    [after, 60],
  ]);
});

test('5.8 what stands in the journal alone stays and is doubted; an extension nobody knows is named', async () => {
  const ours: StatisticsRow = {
    ...booked('2026-02-20T07:00:00Z'),
    pbxCallId: 'in_nobody',
    startedAt: new Date('2026-02-20T07:10:00Z'),
  };
  await heard(ours, ['arrived', 'rang', 'answered', 'hung-up']);
  booked('2026-02-20T08:00:00Z', { extension: '777' });
  const report = await compare('2026-02-20T00:00:00Z', '2026-02-21T00:00:00Z');
  expect(report).toMatchObject({
    calls: 2,
    recovered: 2,
    inDoubt: 1,
    doubts: [{ pbxCallId: 'in_nobody', reason: 'not-in-cloud' }],
  });
  expect(report['unknownExtensions']).toContain('777');
  expect((await office.ask(office.admin, 'GET /reconciliations')).body['items'][0]).toMatchObject({
    state: 'done',
    result: { inDoubt: 1 },
  });
});

test('5.8 9.1 missed calls of a fresh outage make a reminder and a lead; older ones, and people’s words, stay quiet', async () => {
  await office.ask(office.admin, 'PATCH /telephony/settings', {
    features: {
      missedCalls: { enabled: true, as: 'task' },
      autoCreate: { inbound: { enabled: true, create: 'lead', alsoMissed: true } },
    },
  });
  const fresh = new Date(+clock.now() - 2 * 3_600_000).toISOString();
  booked(fresh, { caller: '79165550001', extension: null, disposition: 'cancel', seconds: 0 });
  const old = booked('2026-03-14T08:00:00Z', { caller: '79165550002', extension: null, disposition: 'cancel', seconds: 0 });
  const stuck = booked('2026-03-13T08:00:00Z', { caller: '79165550003', extension: null, disposition: 'cancel', seconds: 0 });
  await heard(stuck, ['arrived']);
  const noted = (
    await within(
      async (tx) => (await sql<{ id: string }>`select id from calls where pbx_call_id = ${stuck.pbxCallId}`.execute(tx)).rows,
    )
  )[0]?.id;
  await within((tx) =>
    sql`insert into call_outcomes (workspace_id, call_id, outcome) values (${office.workspaceId}, ${noted}, 'Ring back')`.execute(
      tx,
    ),
  );
  await compare('2026-03-13T00:00:00Z', clock.now().toISOString());
  const left = await within(
    async (tx) =>
      (
        await sql<{ reminders: string[]; leads: string[]; outcomes: string[] }>`
    select array(select e164 from missed_callers) as reminders, array(select e164 from auto_clients) as leads, array(select outcome from call_outcomes) as outcomes`.execute(
          tx,
        )
      ).rows[0],
  );
  expect(left).toEqual({ reminders: ['+79165550001'], leads: ['+79165550001'], outcomes: ['Ring back'] });
  expect((await journal()).find(({ pbx }) => pbx === old.pbxCallId)).toMatchObject({ status: 'missed', origin: 'import' });
});

test('5.8 a load of the past makes no lead and no reminder, however fresh its calls; nor does a comparison after it', async () => {
  await within(async (tx) => {
    for (const table of ['missed_calls', 'missed_callers', 'auto_clients'])
      await sql`delete from ${sql.table(table)}`.execute(tx);
  });
  booked(new Date(+clock.now() - 2 * 3_600_000).toISOString(), {
    caller: '79165550009',
    extension: null,
    disposition: 'cancel',
    seconds: 0,
  });
  const to = clock.now().toISOString();
  const from = new Date(+clock.now() - 30 * 86_400_000).toISOString();
  const { body } = await office.ask(office.admin, 'POST /reconciliations', { from, to, reminders: false });
  const key = { workspaceId: office.workspaceId, id: body['id'] };
  for (let step = 0; step < 50 && (await runReconciliation(deps, key)); step += 1) await freeBudget();
  const { recovered, days } = await reportOf(key.id);
  expect([Number(recovered) > 0, days]).toEqual([true, 30]);
  await compare(new Date(+clock.now() - 3 * 86_400_000).toISOString(), to);
  const made = await within((tx) =>
    sql`select (select count(*)::int from missed_callers) as reminders, (select count(*)::int from auto_clients) as leads`.execute(
      tx,
    ),
  );
  expect(made.rows[0]).toEqual({ reminders: 0, leads: 0 });
  const long = await office.ask(office.supervisor, 'GET /reconciliations?minDays=28');
  expect(long.body['items'].map(({ id }: { id: string }) => id)).toEqual([key.id]);
});

test('5.8 a load that was stopped keeps what it had; begun again it comes to its end, each call once', async () => {
  const rows = Array.from({ length: 700 }, (_, n) =>
    booked(new Date(Date.parse('2025-11-03T06:00:00Z') + n * 60_000).toISOString()),
  );
  const id = await begin('2025-11-03T00:00:00Z', '2025-11-04T12:00:00Z');
  const key = { workspaceId: office.workspaceId, id };
  const stopping = new AbortController();
  let batches = 0;
  const stopped = {
    ...deps,
    calls: {
      ...deps.calls,
      record: async (...told: Parameters<typeof deps.calls.record>) => {
        batches += 1;
        if (batches === 1) stopping.abort(); // the server is shut down after this step
        return deps.calls.record(...told);
      },
    },
  };
  await runReconciliation(stopped, key, stopping.signal);
  const half = (await journal()).length;
  expect(half).toBe(500);
  expect((await reportOf(id))['state']).toBe('running'); // another process would go on
  await within((tx) => sql`update jobs set state = 'cancelled' where id = ${id}`.execute(tx));
  expect(await runReconciliation(deps, key)).toBeUndefined();
  expect((await journal()).length).toBe(half);
  const report = await compare('2025-11-03T00:00:00Z', '2025-11-04T12:00:00Z');
  expect(report).toMatchObject({ state: 'done', calls: rows.length, same: half, recovered: rows.length - half, inDoubt: 0 });
  expect(new Set((await journal()).map(({ pbx }) => pbx)).size).toBe(rows.length);
});

test('5.8 the clock begins a comparison after an outage, at night, and every quarter of an hour where the PBX can not reach us', async () => {
  const log = createLogger({ level: 'fatal', stream: { write: () => undefined } });
  const db = office.database.db;
  const begun = async (at: string): Promise<string[]> => {
    await beginDueReconciliations({ db, now: () => new Date(at), log });
    const { rows } = await within((tx) =>
      sql<{ why: string }>`select result ->> 'why' as why from jobs where state = 'queued'`.execute(tx),
    );
    await within((tx) => sql`update jobs set state = 'done'`.execute(tx));
    return rows.map(({ why }) => why);
  };
  expect(await begun('2026-04-01T08:00:00Z')).toEqual([]);
  expect(await begun('2026-04-01T08:05:00Z')).toEqual([]);
  expect(await begun('2026-04-01T08:20:00Z')).toEqual(['outage']);
  for (let minute = 28; minute < 60; minute += 8) expect(await begun(`2026-04-01T08:${minute}:00Z`)).toEqual([]);
  await within((tx) => sql`update connections set journal_only = true`.execute(tx));
  expect(await begun('2026-04-01T09:00:00Z')).toEqual(['journal-only']);
  expect(await begun('2026-04-01T09:08:00Z')).toEqual([]);
  expect(await begun('2026-04-01T09:16:00Z')).toEqual(['journal-only']);
  await within((tx) => sql`update reconciliation_clock set alive_at = '2026-04-01T23:25:00Z'`.execute(tx));
  expect(await begun('2026-04-01T23:30:00Z')).toEqual(['night']); // half past two in Moscow
});

test('5.8 comparing is for administrators and supervisors, of a period that makes sense', async () => {
  const period = { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' };
  expect((await office.ask(office.agent, 'POST /reconciliations', period)).status).toBe(403);
  expect((await office.ask(office.agent, 'GET /reconciliations')).status).toBe(403);
  expect((await office.ask(null, 'POST /reconciliations', period)).status).toBe(401);
  for (const wrong of [
    { from: period.to, to: period.from },
    { from: '2024-01-01T00:00:00Z', to: period.to },
    { from: 'yesterday', to: period.to },
  ])
    expect((await office.ask(office.supervisor, 'POST /reconciliations', wrong)).status).toBe(422);
  expect((await office.ask(office.supervisor, 'POST /reconciliations', period)).status).toBe(202);
});

test('5.8 journal only is a setting', async () => {
  const { body } = await office.ask(office.admin, 'PATCH /telephony/settings', { reconciliation: { journalOnly: true } });
  expect(body['reconciliation']).toEqual({ journalOnly: true, remindMissedHours: 24 });
  expect(
    (await office.ask(office.admin, 'PATCH /telephony/settings', { reconciliation: { remindMissedHours: 200 } })).status,
  ).toBe(422);
});

test('5.8 a call that ended just now waits for the next comparison: its notifications may be on their way', async () => {
  const [from, to] = [new Date(+clock.now() - 600_000).toISOString(), new Date(+clock.now() + 3_600_000).toISOString()];
  booked(new Date(+clock.now() - 180_000).toISOString(), { seconds: 60 });
  expect(await compare(from, to)).toMatchObject({ state: 'done', calls: 0, recovered: 0 });
  await clock.advance(240_000);
  expect(await compare(from, to)).toMatchObject({ calls: 1, recovered: 1 });
});

test('house rule 1: every call is what its facts say; what was bent is found, and put right where asked to, people’s words untouched', async () => {
  const row = booked('2026-03-08T08:00:00Z');
  const bare = booked('2026-03-08T09:00:00Z');
  await heard(row, ['arrived', 'rang', 'answered']);
  await compare('2026-03-08T00:00:00Z', '2026-03-09T00:00:00Z');
  const ledger = { workspaceId: office.workspaceId, connectionId: office.connectionId };
  const rebuild = (write: boolean) => rebuildCalls(office.database.db, ledger, { write, now: clock.now() });
  expect(await rebuild(false)).toEqual({ calls: 2, factless: 0, differences: [] });
  const before = await journal();
  await within(async (tx) => {
    await sql`update calls set talk_seconds = 7, status = 'missed' where pbx_call_id = ${row.pbxCallId}`.execute(tx);
    await sql`delete from call_participants`.execute(tx);
    await sql`insert into call_outcomes (workspace_id, call_id, outcome) select workspace_id, id, 'Sold' from calls`.execute(tx);
  });
  const found = await rebuild(true);
  expect(found.differences.toSorted((a, b) => (a.pbxCallId < b.pbxCallId ? -1 : 1))).toEqual([
    { pbxCallId: row.pbxCallId, fields: ['status', 'talk_seconds', 'participants'] },
    { pbxCallId: bare.pbxCallId, fields: ['participants'] },
  ]);
  expect((await rebuild(false)).differences).toEqual([]);
  const plain = (rows: Row[]) => rows.map(({ version: _version, ...rest }) => rest);
  expect(plain(await journal())).toEqual(plain(before));
  expect((await within((tx) => sql`select outcome from call_outcomes`.execute(tx))).rows).toEqual([
    { outcome: 'Sold' },
    { outcome: 'Sold' },
  ]);
});
