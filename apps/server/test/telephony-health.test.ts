import type { Outside } from '@carillon/simulator';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { inWorkspace, type Tx } from '../src/db/in-workspace.ts';
import { watchTelephony } from '../src/features/health/watch-telephony.ts';
import { refreshNumbers } from '../src/features/pbx-numbers/refresh-numbers.ts';
import { createLogger } from '../src/http/logging.ts';
import { createProviderClients } from '../src/provider/provider-clients.ts';
import { providerList } from '../src/provider/providers.ts';
import { SECRET, telephonyApp, type TelephonyApp } from './support/telephony-app.ts';

const OURS = 'https://crm.example.com/zadarma';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let crm: TelephonyApp;
let clock: number;
const now = (): Date => new Date(clock);

/** Notifications of the cloud get lost; its echo comes back. */
const outside: Outside = {
  post: async () => ({ failure: 'ENOTFOUND' }),
  get: async (url) => ({ status: 200, body: new URL(url).searchParams.get('zd_echo') ?? '' }),
};

beforeEach(async () => {
  clock = Date.now();
  crm = await telephonyApp({ simulator: { outside }, now });
  await crm.connect();
});
afterEach(() => crm.close());

const within = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => inWorkspace(crm.database.db, crm.workspaceId, work);

/** A server process looks after its connections, some time later. */
async function look(later = MINUTE, apiUrl = crm.simulator.url): Promise<void> {
  clock += later;
  await watch(apiUrl);
}

function watch(apiUrl = crm.simulator.url): Promise<void> {
  const { db } = crm.database;
  const clients = createProviderClients({ db, providers: providerList(apiUrl), secret: SECRET });
  return watchTelephony({
    db,
    now,
    log: createLogger({ level: 'silent' }),
    clients,
    webhookUrl: () => OURS,
    refreshNumbers: (workspaceId) => refreshNumbers({ db, now, clients }, workspaceId, 'background'),
  });
}

const alerts = async () => (await crm.ask(crm.admin, 'GET /telephony/alerts')).body['items'];
const names = async (): Promise<string[]> => (await alerts()).map(({ alert }: { alert: string }) => alert);

const notices = () =>
  within(async (tx) => {
    const { rows } = await sql<{ userId: string; alert: string; isRead: boolean }>`
      select user_id as "userId", data->>'alert' as alert, read_at is not null as "isRead" from notifications
      where workspace_id = ${crm.workspaceId} and kind = 'telephony-alert' order by id
    `.execute(tx);
    return rows;
  });

const heard = (minutesAgo: number) =>
  within((tx) =>
    sql`
      insert into webhook_deliveries (workspace_id, id, received_at, connection_id, event, content_type, raw, folded_at)
      values (${crm.workspaceId}, ${uuidv7()}, ${new Date(clock - minutesAgo * MINUTE)}, ${crm.connectionId}, 'NOTIFY_START', '', '', now())
    `.execute(tx),
  );

const refused = (minutesAgo: number) =>
  within((tx) =>
    sql`
      insert into quarantined_deliveries (workspace_id, id, connection_id, received_at, event, content_type, raw, signature)
      values (${crm.workspaceId}, ${uuidv7()}, ${crm.connectionId}, ${new Date(clock - minutesAgo * MINUTE)}, 'NOTIFY_START', '', '', 'x')
    `.execute(tx),
  );

const requests = () =>
  within(async (tx) => {
    const { rows } = await sql<{ n: number }>`
      select coalesce(sum(requests), 0)::int as n from provider_requests where workspace_id = ${crm.workspaceId}
    `.execute(tx);
    return rows[0]?.n ?? 0;
  });

test('nothing is wrong with a new connection, and only administrators may ask', async () => {
  await look();
  expect(await alerts()).toEqual([]);
  for (const by of [crm.supervisor, crm.agent]) expect((await crm.ask(by, 'GET /telephony/alerts')).status).toBe(403);
});

test('F4 three wrong signatures in five minutes: were the keys re-issued? Told once, to administrators, until a right one comes', async () => {
  for (const minutesAgo of [9, 6, 3, 0]) await refused(minutesAgo);
  await look();
  expect(await names()).toEqual([]);
  for (const minutesAgo of [1, 0]) await refused(minutesAgo);
  await look();
  await look();
  expect(await alerts()).toMatchObject([{ alert: 'keys-reissued', subject: null }]);
  expect(await notices()).toEqual([{ userId: crm.admin.id, alert: 'keys-reissued', isRead: false }]);
  expect((await crm.ask(crm.admin, 'POST /telephony/check')).body['alerts']).toMatchObject([{ alert: 'keys-reissued' }]);
  await heard(0);
  await look();
  expect(await names()).toEqual([]);
  expect(await notices()).toMatchObject([{ isRead: true }]);
});

test('2.6 a balance under three days of usual spend is told, an empty one more so, and a top-up heals', async () => {
  const spent = [100, 90, 80, 75]; // ten a day
  await within(async (tx) => {
    for (const [n, balance] of spent.entries())
      await sql`
        insert into balance_readings values (${crm.workspaceId}, ${crm.connectionId}, ${new Date(clock - (4 - n) * 24 * HOUR)}, ${balance}, 'USD')
      `.execute(tx);
  });
  crm.simulator.cloud.account.balance = 64.5;
  await look();
  expect(await names()).toEqual([]);
  crm.simulator.cloud.account.balance = 20.25;
  await look(61 * MINUTE);
  expect(await alerts()).toMatchObject([{ alert: 'balance-low', detail: '20.25 USD' }]);
  crm.simulator.cloud.account.balance = 0;
  await look(61 * MINUTE);
  expect(await names()).toEqual(['no-money']);
  crm.simulator.cloud.account.balance = 500;
  await look(61 * MINUTE);
  expect(await names()).toEqual([]);
  expect((await notices()).map(({ alert, isRead }) => [alert, isRead])).toEqual([
    ['balance-low', true],
    ['no-money', true],
  ]);
});

test('2.6 numbers that are about to expire, and one that is not paid for', async () => {
  const soon = new Date(clock + 72 * HOUR).toISOString().slice(0, 19).replace('T', ' ');
  const { account } = crm.simulator.cloud;
  account.numbers = [
    { number: '442079460123', description: 'renewed by itself', stopDate: soon },
    { number: '12025550143', description: 'not renewed', stopDate: soon, autorenew: false },
    { number: '12025550144', description: 'unpaid', status: 'parking' },
  ];
  await look();
  expect((await alerts()).map(({ subject }: { subject: string }) => subject).toSorted()).toEqual([
    '+12025550143',
    '+12025550144',
  ]);
  account.numbers = account.numbers.slice(0, 2).map((number) => ({ ...number, autorenew: true }));
  await look(25 * HOUR);
  expect(await names()).toEqual([]);
});

test('1.6 the statistics know calls that we were never told of: silent, until something is heard', async () => {
  await crm.ask(crm.admin, 'PUT /telephony/notifications');
  const { cloud } = crm.simulator;
  cloud.hangUp(cloud.dialIn({ from: '79160000001', did: '442079460123' }));
  await expect.poll(() => cloud.statistics().length).toBeGreaterThan(0);
  await heard(120);
  await look(30 * MINUTE);
  expect(await alerts()).toMatchObject([{ alert: 'notifications-silent', subject: null, detail: '1' }]);
  await look(5 * MINUTE);
  expect(await names()).toEqual(['notifications-silent']);
  clock += MINUTE;
  await heard(0);
  await look();
  expect(await names()).toEqual([]);
});

test('1.6 the provider reports elsewhere, or not all: told, and healed within a minute of connecting again', async () => {
  await crm.ask(crm.admin, 'PUT /telephony/notifications');
  await heard(1);
  crm.simulator.cloud.settings.callUrl = 'https://other.example.com/hook';
  await look();
  expect(await alerts()).toMatchObject([
    { alert: 'notifications-silent', subject: 'url', detail: 'https://other.example.com/hook' },
  ]);
  const put = await crm.ask(crm.admin, 'PUT /telephony/notifications', { replace: true });
  expect(put.status).toBe(200);
  await look();
  expect(await names()).toEqual([]);
});

test('2.6 a provider that does not answer says nothing: what was known stays, and nobody is alarmed', {
  timeout: 60_000,
}, async () => {
  await crm.ask(crm.admin, 'PUT /telephony/notifications');
  await heard(1);
  crm.simulator.cloud.settings.callUrl = 'https://other.example.com/hook';
  await look();
  await look(61 * MINUTE, 'http://127.0.0.1:1');
  expect(await names()).toEqual(['notifications-silent']);
});

test('of several server processes one looks, and the provider is asked once an hour', async () => {
  await look();
  const before = await requests();
  clock += 61 * MINUTE;
  for (const minutesAgo of [2, 1, 0]) await refused(minutesAgo);
  await Promise.all([watch(), watch(), watch()]);
  const asked = (await requests()) - before;
  expect(asked).toBe(1); // the balance: without a word from the provider there is no silence to look into
  await look();
  await look();
  expect((await requests()) - before).toBe(asked);
  expect(await notices()).toHaveLength(1);
});

test('1.6 nothing heard for a quarter of an hour while the statistics grow: told in working hours, without waiting for the hourly look', async () => {
  await crm.ask(crm.admin, 'PUT /telephony/notifications');
  const { cloud } = crm.simulator;
  await heard(1);
  await look(); // the provider was asked just now: not again for an hour
  cloud.hangUp(cloud.dialIn({ from: '79160000001', did: '442079460123' }));
  await expect.poll(() => cloud.statistics().length).toBeGreaterThan(0);
  await within((tx) =>
    sql`insert into schedules (workspace_id, id, name, timezone, weekly, exceptions, is_default)
      values (${crm.workspaceId}, ${uuidv7()}, 'Closed', 'UTC',
        '[{"days":["mon"],"from":"00:00","to":"00:01"}]'::jsonb, '[]', true)`.execute(tx),
  );
  await look(16 * MINUTE);
  const isMondayMidnight = new Date(clock).getUTCDay() === 1 && new Date(clock).getUTCHours() === 0;
  if (!isMondayMidnight) expect(await names()).toEqual([]);
  await within((tx) => sql`delete from schedules`.execute(tx));
  await look(16 * MINUTE);
  expect(await alerts()).toMatchObject([{ alert: 'notifications-silent', subject: null, detail: '1' }]);
  clock += MINUTE;
  await heard(0);
  await look();
  expect(await names()).toEqual([]);
});

test('5.8 1.6 journal only: nothing is to be heard, so silence is no fault', async () => {
  await crm.ask(crm.admin, 'PATCH /telephony/settings', { reconciliation: { journalOnly: true } });
  await heard(300);
  await look();
  await look(16 * MINUTE);
  expect(await names()).toEqual([]);
});
