import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { awakeTime } from './support/awake-time.ts';
import { type Gate, openGate } from './support/gate.ts';
import { openOffice, type PhoneOffice, SERVER_SECRET } from './support/phone-office.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config.ts';
import { createLogger } from '../src/http/logging.ts';
import { type Server, startServer } from '../src/main.ts';

let office: PhoneOffice;
let gate: Gate;
let folder: string;
let server: Server;
let closing: Promise<void> | undefined;
const close = (): Promise<void> => (closing ??= server.close());

beforeEach(async () => {
  closing = undefined;
  office = await openOffice({ clock: { now: () => new Date(), pass: () => undefined } });
  office.server.ready.value = false; // nobody else folds
  gate = await openGate(office.database);
  folder = await mkdtemp(join(tmpdir(), 'carillon-hole-'));
  const read = readConfig({ PORT: '0', DATABASE_URL: gate.url, CARILLON_DATA_DIR: folder, CARILLON_SECRET: SERVER_SECRET });
  if (!read.ok) throw new Error(JSON.stringify(read.faults));
  server = await startServer({ config: read.config, log: createLogger({ level: 'silent' }) });
});
afterEach(async () => {
  await close();
  await gate.close();
  await office.close();
  await rm(folder, { recursive: true, force: true });
});

test('F5 a server whose database is silent ends when it is asked to', { timeout: 60_000 }, async () => {
  const { body, headers } = office.inbound().start();
  const post = () => fetch(`${server.url}/zadarma`, { method: 'POST', body, headers });
  expect((await post()).status).toBe(200);
  gate.freeze();
  expect((await post()).status).toBe(200);
  const { ms } = await awakeTime(close);
  expect(ms).toBeLessThan(10_000);
});

test('F5 packets to the database vanish without a word: callers get {} at once, and all is folded without hands', {
  timeout: 90_000,
}, async () => {
  const post = async ({ body, headers }: { body: string | Buffer; headers: Record<string, string> }) => {
    const { result, ms } = await awakeTime(() => fetch(`${server.url}/zadarma`, { method: 'POST', body: String(body), headers }));
    return { status: result.status, text: await result.text(), ms };
  };
  const before = office.inbound();
  expect((await post(before.start())).status).toBe(200);
  gate.freeze();
  const lost = new Promise<void>((resolve) => server.database.onLost(resolve));
  const call = office.inbound();
  const answers = [];
  for (const delivery of [before.internal('101'), call.start(), call.internal('102'), before.answer('101'), call.missed()])
    answers.push(await post(delivery));
  expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [200, '{}']));
  expect(Math.max(...answers.map(({ ms }) => ms))).toBeLessThan(300);
  await lost;
  expect(server.database.state()).toBe('away');
  gate.open();
  await post(before.end({ internal: '101' }));
  const status = async (pbxCallId: string): Promise<string | undefined> => {
    const asked = sql<{ status: string }>`select status from calls where pbx_call_id = ${pbxCallId}`;
    return office.within(async (tx) => (await asked.execute(tx)).rows[0]?.status);
  };
  await expect.poll(() => status(call.pbxCallId), { timeout: 60_000 }).toBe('missed');
  await expect.poll(() => status(before.pbxCallId), { timeout: 60_000 }).toBe('answered');
});
