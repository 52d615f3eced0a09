import { afterEach, beforeEach, expect, test } from 'vitest';
import { listen } from '../../src/db/listen.ts';
import { cutConnections, openDatabase } from '../../src/db/open.ts';
import { isDatabaseAway } from '../../src/errors.ts';
import { createLogger } from '../../src/http/logging.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { type Gate, openGate } from '../support/gate.ts';

const log = createLogger({ level: 'silent' });
let database: TestDatabase;
let gate: Gate;

beforeEach(async () => {
  database = await testDatabase();
  gate = await openGate(database);
});
afterEach(async () => {
  await gate.close();
  await database.drop();
});

const failure = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'an answer',
    (error: unknown) => error,
  );

test('F5 a network that swallows a connection is noticed, and the next statement gets a new one', async () => {
  const pool = openDatabase({ connection: gate.connection, log, max: 1, answerTimeoutMs: 300 });
  await expect.poll(async () => pool.query('select 1 as n').then(({ rows }) => rows, String)).toEqual([{ n: 1 }]);
  gate.freeze();
  expect(isDatabaseAway(await failure(pool.query('select $1::int', [2])))).toBe(true);
  gate.open();
  await expect.poll(async () => pool.query('select 3 as n').then(({ rows }) => rows, String)).toEqual([{ n: 3 }]);
  await pool.end();
});

test('F5 a transaction that nobody hears the end of fails as with a database that is away, and leaves no lock', async () => {
  const pool = openDatabase({ connection: gate.connection, log, max: 1, answerTimeoutMs: 2000 });
  const client = await pool.connect();
  await client.query('begin');
  await client.query('select pg_advisory_xact_lock(7)');
  gate.freeze();
  expect(isDatabaseAway(await failure(client.query('commit')))).toBe(true);
  expect(isDatabaseAway(await failure(client.query('select 1')))).toBe(true);
  client.release(true);
  const isFree = async () => (await database.pool.query('select pg_try_advisory_lock(7) as free')).rows[0].free;
  await expect.poll(isFree).toBe(true);
  gate.open();
  await pool.end();
});

test('a statement that takes its time is waited for as long as each answers in time', async () => {
  const pool = openDatabase({ connection: gate.connection, log, max: 1, answerTimeoutMs: 4000 });
  const client = await pool.connect();
  for (const _ of Array.from({ length: 9 })) await client.query('select pg_sleep(0.5)'); // together longer than one may take
  client.release();
  await pool.end();
});

test('F5 after a long silence no connection is trusted: the first statement after it is answered at once', async () => {
  const pool = openDatabase({ connection: gate.connection, log, max: 3 });
  await Promise.all([1, 2, 3].map(() => pool.query('select pg_sleep(0.1)')));
  gate.freeze();
  const hanging = failure(pool.query('select 1'));
  cutConnections(pool);
  expect(isDatabaseAway(await hanging)).toBe(true);
  await expect.poll(() => pool.totalCount).toBe(0);
  gate.open();
  expect((await Promise.all([1, 2, 3].map(() => pool.query('select 1 as n')))).map(({ rows }) => rows[0].n)).toEqual([1, 1, 1]);
  await pool.end();
});

test('F5 whoever only listens notices the silence too, and listens again', async () => {
  let connected = 0;
  const heard: string[] = [];
  const ears = listen({
    connection: gate.connection,
    log,
    channels: { silence_test: (payload) => void heard.push(payload) },
    onConnected: () => void (connected += 1),
    signOfLifeMs: 100,
  });
  await expect.poll(() => connected).toBeGreaterThan(0);
  const before = connected;
  gate.freeze();
  await new Promise((resolve) => setTimeout(resolve, 300)); // a sign of life gets lost
  gate.open();
  await expect.poll(() => connected).toBeGreaterThan(before);
  await database.pool.query(`select pg_notify('silence_test', 'hello')`);
  await expect.poll(() => heard).toEqual(['hello']);
  await ears.close();
});
