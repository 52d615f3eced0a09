import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type RawBuilder, sql } from 'kysely';
import { inWorkspace } from '../src/db/in-workspace.ts';
import { type Person, type TelephonyApp, telephonyApp } from './support/telephony-app.ts';

const HOUR_MS = 3_600_000;
const clock = { at: new Date('2026-03-16T09:00:00.000Z') };
const HERE = '/browser-phone?host=crm.example.com';
let house: TelephonyApp;
let anna: Person;
let boris: Person;

beforeAll(async () => {
  const now = () => clock.at;
  house = await telephonyApp({ now, simulator: { now, behaviour: { requestsPerMinute: 10_000 } } });
  await house.connect();
  anna = await house.addPerson('Anna');
  boris = await house.addPerson('Boris');
  await house.ask(house.admin, 'PUT /telephony/extensions/101', { userId: anna.id });
  await house.ask(house.admin, 'PUT /telephony/extensions/102', { userId: boris.id });
});
afterAll(() => house.close());

/** On for the company and for both, nothing kept, the pages' host permitted. */
beforeEach(async () => {
  await run(sql`delete from browser_phone_keys`);
  await run(sql`delete from provider_requests`);
  await talksIn('browser', anna, boris);
  await house.ask(house.admin, 'PATCH /telephony/settings', { dialling: { browserPhone: true } });
  house.simulator.webPhones.domains.clear();
  house.simulator.webPhones.permit('crm.example.com');
});

const run = (query: RawBuilder<unknown>) => inWorkspace(house.database.db, house.workspaceId, (tx) => query.execute(tx));
const talksIn = (device: string, ...people: Person[]) =>
  run(sql`update users set call_device = ${device} where id = any(${people.map(({ id }) => id)})`);
const phoneOf = (person: Person | null, path = HERE) => house.ask(person, `GET ${path}`);
const opens = ({ key, login }: { key: string; login: string }) =>
  house.simulator.webPhones.open({ key, login, domain: 'crm.example.com' });

test('3.11 the key opens my extension; it is mine alone, never stored by the browser, and never the secret', async () => {
  const mine = await house.app.inject({ url: `/api/v1${HERE}`, headers: { authorization: `Bearer ${anna.token}` } });
  expect(mine.headers['cache-control']).toBe('no-store');
  expect(mine.json()).toMatchObject({ login: '12345-101', expiresAt: '2026-03-19T09:00:00.000Z' });
  expect(opens(mine.json())).toMatchObject({ number: '101' });
  expect(mine.body).not.toContain(house.simulator.secret);
  expect(mine.json().scripts.map((script: string) => new URL(script).pathname)).toEqual([
    '/webphoneWebRTCWidget/v9/js/loader-phone-lib.js',
    '/webphoneWebRTCWidget/v9/js/loader-phone-fn.js',
  ]);

  const his = (await phoneOf(boris)).body;
  expect(his['login']).toBe('12345-102');
  expect(his['key']).not.toBe(mine.json().key);
  expect((await phoneOf(null)).status).toBe(401);
  expect(house.logged()).not.toContain(mine.json().key);
  const { rows } = await run(sql`select * from browser_phone_keys`);
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toContain(mine.json().key);
});

test('3.11 pages that open at once, and for days, share one key; before its 72 hours are over it is asked for again', async () => {
  const keys = new Set((await Promise.all(Array.from({ length: 10 }, () => phoneOf(anna)))).map(({ body }) => body['key']));
  expect(keys.size).toBe(1);
  const [first] = keys;
  const begun = clock.at;
  clock.at = new Date(+begun + 59 * HOUR_MS);
  expect((await phoneOf(anna)).body).toMatchObject({ key: first, expiresAt: new Date(+begun + 72 * HOUR_MS).toISOString() });
  clock.at = new Date(+begun + 72 * HOUR_MS);
  const { body } = await phoneOf(anna);
  expect(body['key']).not.toBe(first);
  expect(body['expiresAt']).toBe(new Date(+begun + 144 * HOUR_MS).toISOString());
});

test('3.11 other API keys: what was asked for with the old ones is not given out any more', async () => {
  const { key } = (await phoneOf(anna)).body;
  await run(sql`update browser_phone_keys set api_key = 'an older one'`);
  expect((await phoneOf(anna)).body['key']).not.toBe(key);
});

test.each([
  [
    'the company’s switch is off',
    () => house.ask(house.admin, 'PATCH /telephony/settings', { dialling: { browserPhone: false } }),
  ],
  ['they talk at the desk', () => talksIn('desk', anna)],
])('3.11 no key when %s, not even a kept one', async (_why, change) => {
  expect((await phoneOf(anna)).status).toBe(200);
  await change();
  expect(await phoneOf(anna)).toMatchObject({ status: 409, body: { code: 'browser-phone-off' } });
});

test('3.11 no extension, no phone: whoever got the extension has it now', async () => {
  await talksIn('browser', house.agent);
  expect(await phoneOf(house.agent)).toMatchObject({ status: 409, body: { code: 'no-extension' } });
  await phoneOf(anna);
  await house.ask(house.admin, 'PUT /telephony/extensions/101', { userId: null });
  await house.ask(house.admin, 'PUT /telephony/extensions/101', { userId: house.agent.id });
  expect(await phoneOf(anna)).toMatchObject({ status: 409, body: { code: 'no-extension' } });
  expect((await phoneOf(house.agent)).body['login']).toBe('12345-101');
  await house.ask(house.admin, 'PUT /telephony/extensions/101', { userId: null });
  await house.ask(house.admin, 'PUT /telephony/extensions/101', { userId: anna.id });
});

test('3.11 a host the provider does not know is named; an administrator tells it, and the phone starts', async () => {
  const { domains } = house.simulator.webPhones;
  domains.clear();
  const refused = { status: 409, body: { code: 'domain-not-allowed', host: 'crm.example.com' } };
  expect(await phoneOf(anna)).toMatchObject(refused);
  domains.add('other.example.com');
  expect(await phoneOf(anna)).toMatchObject(refused);

  const hosts = '/telephony/browser-phone/hosts';
  expect((await house.ask(anna, `POST ${hosts}`, { host: 'crm.example.com' })).status).toBe(403);
  expect((await house.ask(house.supervisor, `GET ${hosts}`)).status).toBe(403);
  const foreign = await house.ask(house.admin, `POST ${hosts}`, { host: 'evil.example' });
  expect([foreign.status, [...domains]]).toEqual([422, ['other.example.com']]);
  expect((await house.ask(house.admin, `GET ${hosts}`)).body).toEqual({
    ours: 'crm.example.com',
    allowed: false,
    hosts: ['other.example.com'],
  });
  const added = await house.ask(house.admin, `POST ${hosts}`, { host: 'CRM.example.com' });
  expect(added).toMatchObject({ status: 200, body: { ours: 'crm.example.com', allowed: true } });
  expect((await phoneOf(anna)).status).toBe(200);
  expect((await phoneOf(anna, '/browser-phone')).status).toBe(200);
});

test('3.11 a key that is kept does not open the phone on a host the provider does not know', async () => {
  const { key } = (await phoneOf(anna)).body;
  const elsewhere = '/browser-phone?host=localhost';
  expect(await phoneOf(anna, elsewhere)).toMatchObject({ status: 409, body: { host: 'localhost' } });
  house.simulator.webPhones.permit('localhost');
  expect((await phoneOf(anna, elsewhere)).body['key']).toBe(key);
  expect((await phoneOf(anna, '/browser-phone?host=a%20b')).status).toBe(422);
});

test('3.11 a provider without a phone for web pages: the settings say so, and nothing is asked', async () => {
  const { body } = await house.ask(house.admin, 'GET /telephony/settings');
  expect(body['providers'].map((one: { id: string; browserPhone: boolean }) => [one.id, one.browserPhone])).toEqual([
    ['custom', true],
    ['zadarma', true],
    ['novofon', false],
  ]);
  await run(sql`update connections set provider = 'novofon'`);
  expect(await phoneOf(anna)).toMatchObject({ status: 409, body: { code: 'browser-phone-off' } });
  expect((await house.ask(house.admin, 'GET /telephony/browser-phone/hosts')).body['code']).toBe('browser-phone-off');
  await run(sql`update connections set provider = 'custom'`);
});

test('3.11 the provider failing is said as it is, and nothing is kept of it', async () => {
  const { behaviour } = house.simulator.cloud;
  behaviour.requestsPerMinute = 0;
  expect(await phoneOf(anna)).toMatchObject({ status: 429, body: { code: 'provider-limit' } });
  behaviour.requestsPerMinute = 10_000;
  expect((await phoneOf(anna)).status).toBe(200);
});
