import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sql } from 'kysely';
import { Pool } from 'pg';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { inWorkspace } from '../../src/db/in-workspace.ts';
import { migrate } from '../../src/db/migrate.ts';
import { openDatabase } from '../../src/db/open.ts';
import { createLogger } from '../../src/http/logging.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

const run = promisify(execFile);
let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});

afterAll(() => database.drop());

test('bigint is read as a number, a date as its text, a time as a Date', async () => {
  const { rows } = await database.pool.query(
    `select 5::bigint as n, date '2026-03-01' as day, timestamptz '2026-03-01T10:00Z' as at`,
  );
  expect(rows).toEqual([{ n: 5, day: '2026-03-01', at: new Date('2026-03-01T10:00:00Z') }]);
});

test('a statement with parameters is prepared once per connection, whoever asks it', async () => {
  const client = await database.pool.connect();
  try {
    for (const n of [1, 2, 3]) await client.query('select $1::int as same', [n]);
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from pg_prepared_statements where statement = 'select $1::int as same'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  } finally {
    client.release();
  }
});

test('a statement still works in the callback form and with a name of its own', async () => {
  expect((await database.pool.query({ name: 'mine', text: 'select $1::int as n', values: [7] })).rows).toEqual([{ n: 7 }]);
  const rows = await new Promise((resolve, reject) =>
    database.pool.query('select $1::int as n', [8], (error, result) => (error ? reject(error) : resolve(result.rows))),
  );
  expect(rows).toEqual([{ n: 8 }]);
});

test('a table that changes under a prepared statement costs each connection one failure, not all of them', async () => {
  await database.ownerPool.query('create table changing (a int)');
  const read = () => sql`select * from changing where a > ${0}`.execute(database.db);
  await read();
  await database.ownerPool.query('alter table changing add column b int');
  await expect(read()).rejects.toThrow(/cached plan/);
  expect((await read()).rows).toEqual([]);
});

const isEmbedded = () => {
  const server = inject('testServer');
  return server.ok && server.owner.user !== server.app.user;
};

test('one workspace never sees the rows of another, nor anything when none is set', async ({ skip }) => {
  skip(!isEmbedded());
  const [mine, theirs] = [uuidv7(), uuidv7()];
  for (const id of [mine, theirs]) {
    await database.pool.query(`insert into workspaces (id, slug, name, country) values ($1, $2, 'Company', 'RU')`, [
      id,
      `w${id}`,
    ]);
    const schedule = sql`insert into schedules (workspace_id, id, name, timezone) values (${id}, ${uuidv7()}, 'Hours', 'Europe/Moscow')`;
    await inWorkspace(database.db, id, (tx) => schedule.execute(tx));
  }
  const seen = await inWorkspace(database.db, mine, (tx) => sql`select workspace_id from schedules`.execute(tx));
  expect(seen.rows).toEqual([{ workspace_id: mine }]);
  expect((await database.pool.query('select 1 from schedules')).rows).toEqual([]);
});

test('the job queue can make and use its own schema as the working login', async () => {
  const { runMigrations } = await import('graphile-worker');
  await runMigrations({ pgPool: database.pool });
  expect((await database.pool.query(`select to_regnamespace('graphile_worker') is not null as there`)).rows).toEqual([
    { there: true },
  ]);
});

test('a login that is neither superuser nor may create roles can do everything alone', async ({ skip }) => {
  const server = inject('testServer');
  skip(!isEmbedded());
  if (!server.ok) throw new Error(server.because);
  const maker = new Pool({ ...server.maker, max: 1 });
  const name = `plain_${process.pid}_${Date.now()}`;
  await maker.query(`create role ${name} login nosuperuser nocreaterole nocreatedb password 'plain'`);
  await maker.query(`create database ${name} owner ${name}`);
  const connection = { ...server.maker, user: name, database: name, password: 'plain' };
  const plain = openDatabase({ connection, log: createLogger({ level: 'silent' }), max: 1 });
  try {
    expect(await migrate(plain)).toContain('0001_foundation.sql');
    await plain.query(`insert into workspaces (id, slug, name, country) values ($1, 'w', 'Company', 'RU')`, [uuidv7()]);
  } finally {
    await plain.end();
    await maker.query(`drop database ${name} with (force)`);
    await maker.query(`drop role ${name}`);
    await maker.end();
  }
});

test('what a query answered goes with the young: nothing of it is kept until all memory is swept', async () => {
  const connection = JSON.stringify({ connectionString: database.url });
  const script = fileURLToPath(new URL('../support/kept-memory.ts', import.meta.url));
  // In a process of its own: in one that has run other tests the memory is theirs, too.
  const { stdout } = await run(process.execPath, ['--expose-gc', '--conditions=source', '--import', 'tsx', script, connection]);
  expect(Number(stdout)).toBeLessThan(20); // of 40
});
