import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lookAtPhones } from '../src/features/extensions/look-at-phones.ts';
import { createLogger } from '../src/http/logging.ts';
import { createProviderClients } from '../src/provider/provider-clients.ts';
import { providerList } from '../src/provider/providers.ts';
import { SECRET, telephonyApp, type TelephonyApp } from './support/telephony-app.ts';

let crm: TelephonyApp;
let at = new Date('2026-03-16T09:00:00.000Z'); // a Monday
const now = () => at;
const pass = (seconds: number) => void (at = new Date(+at + seconds * 1000));
beforeAll(async () => {
  crm = await telephonyApp({ now });
  await crm.connect();
});
afterAll(() => crm.close());
beforeEach(() => pass(3600));

const log = createLogger({ level: 'silent' });
async function look() {
  const { db } = crm.database;
  await db.transaction().execute((tx) => tx.deleteFrom('provider_requests').execute()); // the budget's clock is the database's
  const clients = createProviderClients({ db, providers: providerList(crm.simulator.url), secret: SECRET });
  await lookAtPhones({ db, clients, now, log });
}
const seen = async (extension: string) => {
  const { rows } = await crm.database.ownerPool.query<{ looks: number; at: Date }>(
    'select offline_looks as looks, online_at as at from extensions where workspace_id = $1 and extension = $2',
    [crm.workspaceId, extension],
  );
  return rows[0] && { looks: rows[0].looks, at: +rows[0].at };
};
const online = async (extension: string) =>
  (await crm.ask(crm.admin, 'GET /telephony/extensions')).body['items'].find(
    (each: { extension: string }) => each.extension === extension,
  ).online;
const setOnline = (extension: string, value: boolean) => crm.simulator.cloud.setOnline(extension, value);

test('2.7 7.6 each minute is a look; a row of them without a phone is counted, and one with it ends the row', async () => {
  await look();
  expect(await seen('101')).toEqual({ looks: 0, at: +at });
  expect(await seen('104')).toEqual({ looks: 1, at: +at });
  expect([await online('101'), await online('104')]).toEqual([true, false]);
  setOnline('101', false);
  pass(60);
  await look();
  expect([(await seen('101'))?.looks, (await seen('104'))?.looks]).toEqual([1, 2]);
  pass(60);
  await look();
  expect([(await seen('101'))?.looks, (await seen('104'))?.looks]).toEqual([2, 3]);
  setOnline('101', true);
  pass(60);
  await look();
  expect((await seen('101'))?.looks).toBe(0);
  expect(await online('101')).toBe(true);
  pass(181);
  expect(await online('101')).toBe(null);
});

test('7.6 of several server processes one looks', async () => {
  await look();
  const before = +at;
  pass(10);
  await Promise.all([look(), look(), look()]);
  expect((await seen('101'))?.at).toBe(before);
});

test('7.6 a button pressed twice makes no two looks; after a long time a row begins anew', async () => {
  await look();
  expect((await seen('104'))?.looks).toBe(1);
  pass(5);
  await crm.ask(crm.admin, 'POST /telephony/extensions/refresh');
  expect((await seen('104'))?.looks).toBe(1);
  pass(60);
  await look();
  expect((await seen('104'))?.looks).toBe(2);
  pass(400);
  await look();
  expect((await seen('104'))?.looks).toBe(1);
});

test('7.6 outside all working hours nobody looks', async () => {
  const { body } = await crm.ask(crm.admin, 'POST /telephony/schedules', {
    name: 'Nights',
    timezone: 'UTC',
    weekly: [{ days: ['sun'], from: '01:00', to: '02:00' }],
  });
  await look();
  expect((await seen('101'))?.at).not.toBe(+at);
  await crm.ask(crm.admin, `DELETE /telephony/schedules/${body['id']}`);
  await look();
  expect((await seen('101'))?.at).toBe(+at);
});

test('7.6 a PBX that fails or a spent budget leaves everything as it was, and grows old', async () => {
  await look();
  const before = await seen('101');
  await crm.simulator.close();
  pass(60);
  await look();
  expect(await seen('101')).toEqual(before);
  pass(181);
  expect(await online('101')).toBe(null);
});
