import { startSimulator, type Simulator } from '@carillon/simulator';
import { ZadarmaError } from '@carillon/zadarma';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inWorkspace } from '../src/db/in-workspace.ts';
import { type Connection, findConnection } from '../src/provider/connection.ts';
import { createProviderClients, type ProviderClients } from '../src/provider/provider-clients.ts';
import { askProvider } from '../src/provider/provider-problem.ts';
import { providerList } from '../src/provider/providers.ts';
import { takeRequest } from '../src/provider/request-budget.ts';
import { awakeTime } from './support/awake-time.ts';
import { SECRET, telephonyApp, type TelephonyApp } from './support/telephony-app.ts';

let crm: TelephonyApp;
let connection: Connection;
beforeAll(async () => {
  crm = await telephonyApp();
  await crm.connect();
  connection = await inWorkspace(crm.database.db, crm.workspaceId, (tx) => findConnection(tx, crm.workspaceId));
});
beforeEach(() => spend(0));
afterAll(() => crm.close());

/** What the shared account of requests says was spent in the last seconds. */
const spend = (requests: number, statistics = 0) =>
  inWorkspace(crm.database.db, crm.workspaceId, async (tx) => {
    await sql`delete from provider_requests where workspace_id = ${crm.workspaceId}`.execute(tx);
    await sql`insert into provider_requests values (${crm.workspaceId}, ${crm.connectionId}, now() - interval '15 seconds', ${requests}, ${statistics})`.execute(
      tx,
    );
  });
const account = () => ({ workspaceId: crm.workspaceId, connectionId: crm.connectionId });
const clients = (url: string): ProviderClients =>
  createProviderClients({ db: crm.database.db, providers: providerList(url), secret: SECRET });
const take = (urgency: 'person' | 'background', statistics = false) =>
  takeRequest(crm.database.db, account(), { urgency, statistics });

describe('the budget of requests', () => {
  test('is one account for all processes, and never more than 95 a minute are taken from it', async () => {
    await spend(90);
    const taken = await Promise.allSettled(Array.from({ length: 10 }, () => take('person')));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
  });

  test('keeps room for people when jobs have spent theirs', async () => {
    await spend(70);
    const job = take('background').then(() => 'left');
    expect(await Promise.race([job, new Promise((resolve) => setTimeout(() => resolve('waits'), 300))])).toBe('waits');
    await take('person');
    await spend(0);
    expect(await job).toBe('left');
  });

  test('leaves details out when it runs low, without a wait', async () => {
    await spend(60);
    const { status, body } = await crm.ask(crm.admin, 'POST /telephony/extensions/refresh');
    expect(status).toBe(200);
    expect(body['items']).toHaveLength(4);
    expect(body['items'][0].name).toBe('Anna Petrova');
  });

  test('allows three statistics a minute', async () => {
    await spend(10, 2);
    await take('person', true);
    await expect(take('person', true)).rejects.toMatchObject({ meaning: 'rate-limit' });
    await take('person');
  });

  test('when it is spent, is told to people as a limit with the wait', async () => {
    await spend(95);
    const { status, body } = await crm.ask(crm.admin, 'GET /telephony/notifications');
    expect([status, body['code']]).toEqual([429, 'provider-limit']);
    expect(body['detail']).toMatch(/\d+ s/);
  });
});

describe('failures of the provider', () => {
  let tight: Simulator;
  beforeAll(async () => {
    tight = await startSimulator({ key: crm.simulator.key, secret: crm.simulator.secret, behaviour: { requestsPerMinute: 1 } });
  });
  afterAll(() => tight.close());

  test('its own limit is a limit, too', async () => {
    const client = clients(tight.url).clientFor(connection);
    await client.balance();
    await expect(askProvider(() => client.balance())).rejects.toMatchObject({ code: 'provider-limit' });
  });

  test('its refusal comes with its own words', async () => {
    const client = clients(crm.simulator.url).clientFor(connection);
    const asked = askProvider(() => client.callback({ from: '999', to: '442079460101' }));
    await expect(asked).rejects.toMatchObject({ code: 'provider-refused', message: expect.stringMatching(/refused: .+/) });
  });

  test('makes jobs stay away for a while, but never people', async () => {
    const dead = 'http://127.0.0.1:9';
    const all = clients(dead);
    const person = all.clientFor(connection);
    for (let round = 0; round < 3; round += 1) await expect(person.balance()).rejects.toBeInstanceOf(ZadarmaError);
    expect(all.health(crm.connectionId)).toBe('failing');
    const { ms } = await awakeTime(() =>
      expect(all.clientFor(connection, 'background').setCallNotifications({})).rejects.toThrow(/left alone/),
    );
    expect(ms).toBeLessThan(1000);
    await expect(person.balance()).rejects.toThrow(/can't be reached/);
  });

  test('health follows the saved keys, not what somebody mistypes', async () => {
    const all = clients(crm.simulator.url);
    await all.clientFor(connection).balance();
    const mistyped = all.clientWith({ ...account(), provider: 'custom', key: crm.simulator.key, secret: 'ffffffffffffffffffff' });
    await expect(mistyped.balance()).rejects.toMatchObject({ meaning: 'refused-keys' });
    expect(all.health(crm.connectionId)).toBe('ok');
  });

  test('a secret sealed under another CARILLON_SECRET counts as none', () => {
    const all = createProviderClients({
      db: crm.database.db,
      providers: providerList(crm.simulator.url),
      secret: 'another-secret-of-at-least-32-chars',
    });
    expect(() => all.clientFor(connection)).toThrow(expect.objectContaining({ code: 'not-connected' }));
  });
});

describe('many companies', () => {
  test('1.3 each has the webhook address of its own host', async () => {
    const many = await telephonyApp({ publicUrl: 'https://crm.example.com', baseDomain: 'crm.example.com' });
    try {
      const { body } = await many.ask(many.admin, 'GET /telephony/settings');
      expect(body['webhookUrl']).toBe('https://main.crm.example.com/zadarma');
    } finally {
      await many.close();
    }
  });
});
