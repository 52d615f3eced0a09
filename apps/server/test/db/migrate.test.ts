import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Pool } from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DatabaseUnavailable } from '../../src/db/database-unavailable.ts';
import { migrate, pendingMigrations } from '../../src/db/migrate.ts';
import { testDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let folder: string;
let directory: URL;

beforeEach(async () => {
  database = await testDatabase();
  await database.ownerPool.query('drop table schema_migrations');
  folder = await mkdtemp(join(tmpdir(), 'carillon-'));
  directory = pathToFileURL(`${folder}/`);
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

describe('migrations', () => {
  test('run in the order of their numbers, once', async () => {
    await put('0002_second.sql', 'insert into things values (2)');
    await put('0001_first.sql', 'create table things (n int)');
    expect(await pendingMigrations(database.ownerPool, directory)).toEqual(['0001_first.sql', '0002_second.sql']);
    expect(await migrate(database.ownerPool, directory)).toEqual(['0001_first.sql', '0002_second.sql']);
    expect(await migrate(database.ownerPool, directory)).toEqual([]);
    expect(await pendingMigrations(database.pool, directory)).toEqual([]);
    expect((await database.ownerPool.query('select n from things')).rows).toEqual([{ n: 2 }]);
  });

  test('of processes that start together one works and the others wait', async () => {
    await put('0001_slow.sql', 'create table things (n int); insert into things values (1); select pg_sleep(0.3)');
    const pools = [1, 2, 3].map(() => new Pool({ ...database.ownerConnection, max: 1 }));
    for (const pool of pools) pool.on('error', () => undefined); // the database may be dropped before their backends have gone
    const applied = await Promise.all(pools.map((pool) => migrate(pool, directory)));
    expect(applied.flat()).toEqual(['0001_slow.sql']);
    await Promise.all(pools.map((pool) => pool.end()));
  });

  test('leave nothing of one that fails, and keep those before it', async () => {
    await put('0001_good.sql', 'create table things (n int)');
    await put('0002_bad.sql', 'create table others (n int); select * from nowhere');
    await expect(migrate(database.ownerPool, directory)).rejects.toThrow(
      /0002_bad.sql failed: relation "nowhere" does not exist/,
    );
    const { rows } = await database.ownerPool.query(`select to_regclass('things') as things, to_regclass('others') as others`);
    expect(rows).toEqual([{ things: 'things', others: null }]);
    expect(await pendingMigrations(database.ownerPool, directory)).toEqual(['0002_bad.sql']);
  });

  test('refuse a file that was changed after it had been applied, but not a change of line ends', async () => {
    await put('0001_first.sql', 'create table things (n int);\n');
    await migrate(database.ownerPool, directory);
    await put('0001_first.sql', 'create table things (n int);\r\n');
    expect(await migrate(database.ownerPool, directory)).toEqual([]);
    await put('0001_first.sql', 'create table things (m int);\n');
    await expect(migrate(database.ownerPool, directory)).rejects.toThrow(/0001_first.sql was changed/);
    await expect(migrate(database.ownerPool, directory)).rejects.toBeInstanceOf(DatabaseUnavailable);
  });

  test('refuse a database that a newer Carillon has had', async () => {
    await put('0001_first.sql', 'select 1');
    await put('0002_newer.sql', 'select 1');
    await migrate(database.ownerPool, directory);
    await rm(join(folder, '0002_newer.sql'));
    await expect(migrate(database.ownerPool, directory)).rejects.toThrow(/newer than this Carillon/);
  });
});

function put(name: string, sql: string): Promise<void> {
  return writeFile(join(folder, name), sql);
}
