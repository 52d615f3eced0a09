import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import type { ClientBase, Pool } from 'pg';
import { DatabaseUnavailable } from './database-unavailable.ts';

/** Outside `src`, at the same depth from `src/db` and from `dist/db`. */
const MIGRATIONS = new URL('../../migrations/', import.meta.url);
const LOCK = 4_027_101_862; // any number: the same in every process, no other lock of ours
const NAME = /^\d{4}_[a-z0-9_]+\.sql$/;

type Migration = { name: string; sql: string; checksum: string };
type Applied = { name: string; checksum: string };

/**
 * Brings the schema up to date: each file of `migrations/` in its own transaction, in the order of their numbers, once. Of several
 * processes that start together one works and the others wait.
 *
 * @param pool - logged in as the owner of the tables.
 * @returns the names of those it applied.
 * @throws {DatabaseUnavailable} when a file was changed after it had been applied, or the database is newer than these files.
 */
export async function migrate(pool: Pool, directory = MIGRATIONS): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = await pool.connect();
  try {
    const applied = await applyMissing(client, migrations);
    client.release();
    return applied;
  } catch (error) {
    client.release(true); // ends the session, and with it a lock and a transaction
    throw error;
  }
}

async function applyMissing(client: ClientBase, migrations: readonly Migration[]): Promise<string[]> {
  if ((await notApplied(client, migrations)).length === 0) return []; // the usual start takes no lock
  await client.query('select pg_advisory_lock($1::bigint)', [LOCK]);
  await client.query(
    'create table if not exists schema_migrations (name text primary key, checksum text not null, applied_at timestamptz not null default now())',
  );
  const missing = await notApplied(client, migrations);
  for (const migration of missing) await apply(client, migration);
  await client.query('select pg_advisory_unlock($1::bigint)', [LOCK]);
  return missing.map(({ name }) => name);
}

/** Names of the migrations that this database has not had, in order. Needs no right to change anything. */
export async function pendingMigrations(pool: Pool, directory = MIGRATIONS): Promise<string[]> {
  const migrations = await readMigrations(directory);
  const client = await pool.connect();
  try {
    return (await notApplied(client, migrations)).map(({ name }) => name);
  } finally {
    client.release();
  }
}

async function readMigrations(directory: URL): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => NAME.test(name)).toSorted();
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(new URL(name, directory), 'utf8')).replaceAll('\r\n', '\n');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function notApplied(client: ClientBase, migrations: readonly Migration[]): Promise<Migration[]> {
  const applied = new Map((await readApplied(client)).map(({ name, checksum }) => [name, checksum]));
  const unknown = [...applied.keys()].filter((name) => !migrations.some((migration) => migration.name === name));
  if (unknown.length > 0) {
    throw new DatabaseUnavailable(
      `The database is newer than this Carillon: it has had ${unknown.join(', ')}. Start the newer one.`,
    );
  }
  const changed = migrations.find(({ name, checksum }) => (applied.get(name) ?? checksum) !== checksum);
  if (changed) {
    throw new DatabaseUnavailable(
      `The migration ${changed.name} was changed after this database had it. Restore the file, and put the change into a new migration.`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

async function readApplied(client: ClientBase): Promise<Applied[]> {
  const { rows } = await client.query<{ present: boolean }>(`select to_regclass('schema_migrations') is not null as present`);
  if (!rows[0]?.present) return [];
  return (await client.query<Applied>('select name, checksum from schema_migrations')).rows;
}

async function apply(client: ClientBase, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await client.query('insert into schema_migrations (name, checksum) values ($1, $2)', [name, checksum]);
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => undefined); // the session may be gone, and with it the transaction
    throw new Error(`The migration ${name} failed: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
