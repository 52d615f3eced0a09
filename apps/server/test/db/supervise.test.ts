import { getPriority } from 'node:os';
import { sql } from 'kysely';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseUnavailable } from '../../src/db/database-unavailable.ts';
import { superviseDatabase } from '../../src/db/supervise.ts';
import { createLogger } from '../../src/http/logging.ts';
import { awakeTime } from '../support/awake-time.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';
import { type Gate, openGate } from '../support/gate.ts';

const log = createLogger({ level: 'silent' });
const now = () => new Date();

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'carillon-'));
});

afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

describe('the watched database', () => {
  test('is there at once as a pool, and ready when it is started and migrated', async () => {
    const database = superviseDatabase({ config: { databaseUrl: undefined, dataDir }, log, now });
    expect(database.state()).toBe('starting');
    let calls = 0;
    database.onReady(() => (calls += 1));
    await database.whenReady();
    expect([database.state(), calls]).toEqual(['ready', 1]);
    expect((await database.pool.query('select count(*) as n from workspaces')).rows).toEqual([{ n: 0 }]);
    await database.close();
  });

  test('F5 is away when the embedded server dies, and ready again within 10 s', async () => {
    const database = superviseDatabase({ config: { databaseUrl: undefined, dataDir }, log, now });
    await database.whenReady();
    const states: string[] = [];
    database.onReady(() => states.push('ready'));
    const pid = Number(readFileSync(join(dataDir, 'db', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => database.state(), { interval: 10 }).toBe('away');
    const { ms } = await awakeTime(() => expect.poll(() => states, { timeout: 40_000 }).toEqual(['ready', 'ready']));
    expect(ms).toBeLessThan(10_000);
    expect((await database.pool.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
    await database.close();
  });

  test('has processes for readers of the journal that give way to those that callers wait for', async () => {
    const database = superviseDatabase({ config: { databaseUrl: undefined, dataDir }, log, now });
    await database.whenReady();
    const asked = 'select pg_backend_pid() as pid';
    const { rows: usual } = await database.pool.query<{ pid: number }>(asked);
    const { rows: reading } = await sql<{ pid: number }>`${sql.raw(asked)}`.execute(database.readers);
    expect(getPriority(usual[0]?.pid)).toBe(getPriority());
    expect(getPriority(reading[0]?.pid)).toBe(Math.max(getPriority(), 10));
    await database.close();
  });

  test('does not wait for what no waiting helps', async () => {
    mkdirSync(join(dataDir, 'db'));
    writeFileSync(join(dataDir, 'db', 'PG_VERSION'), '17\n');
    const database = superviseDatabase({ config: { databaseUrl: undefined, dataDir }, log, now });
    await expect(database.whenReady()).rejects.toBeInstanceOf(DatabaseUnavailable);
    await database.close();
  });
});

describe('a database behind DATABASE_URL', () => {
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

  test('F5 is waited for when it is not there yet', async () => {
    gate.shut();
    const watched = superviseDatabase({ config: { databaseUrl: gate.url, dataDir }, log, now });
    await expect(watched.pool.query('select 1')).rejects.toThrow();
    expect(watched.state()).toBe('starting');
    gate.open();
    await watched.whenReady();
    await watched.close();
  });

  test('F5 is away when it hangs, without an error ever coming, and ready when it answers again', async () => {
    const watched = superviseDatabase({ config: { databaseUrl: gate.url, dataDir }, log, now });
    await watched.whenReady();
    gate.freeze();
    await expect.poll(() => watched.state()).toBe('away');
    gate.open();
    await expect.poll(() => watched.state()).toBe('ready');
    await watched.close();
  });

  test('is refused when a migration was changed after it had been applied', async () => {
    await database.ownerPool.query(`update schema_migrations set checksum = 'other'`);
    const watched = superviseDatabase({ config: { databaseUrl: gate.url, dataDir }, log, now });
    await expect(watched.whenReady()).rejects.toThrow(/was changed after/);
    await watched.close();
  });
});
