import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import { Client, type ClientConfig, type Pool } from 'pg';
import { inject } from 'vitest';
import { createKysely, openDatabase } from '../../src/db/open.ts';
import type { Database } from '../../src/db/schema.ts';
import { createLogger } from '../../src/http/logging.ts';
import './global-setup.ts';

/** A migrated, empty database of one's own. `pool` and `db` work as the server does, under row-level security; `ownerPool` owns the tables. */
export type TestDatabase = {
  /** For a server process started by the test: DATABASE_URL of the working login, and of the owner. */
  url: string;
  ownerUrl: string;
  connection: ClientConfig;
  ownerConnection: ClientConfig;
  pool: Pool;
  ownerPool: Pool;
  db: Kysely<Database>;
  /** Ends the pools and removes the database. */
  drop(): Promise<void>;
};

/** A copy of the run's template: about 45 ms. Call it in `beforeAll` (or a test) and `drop()` it after. */
export async function testDatabase(): Promise<TestDatabase> {
  const server = inject('testServer');
  if (!server.ok) throw new Error(`There is no test database: ${server.because}`);
  const database = `carillon_test_${randomUUID().replaceAll('-', '')}`;
  await ask(
    server.maker,
    `create database ${database} template ${server.template} owner ${server.owner.user} strategy file_copy`,
  );
  if (server.maker.user !== server.app.user)
    await ask(server.maker, `grant create on database ${database} to ${server.app.user}`);
  const connection = { ...server.app, database };
  const ownerConnection = { ...server.owner, database };
  const log = createLogger({ level: 'silent' });
  const pool = openDatabase({ connection, log, max: 5 });
  const ownerPool = openDatabase({ connection: ownerConnection, log, max: 2 });
  return {
    url: urlOf(connection),
    ownerUrl: urlOf(ownerConnection),
    connection,
    ownerConnection,
    pool,
    ownerPool,
    db: createKysely(pool),
    drop: async () => {
      await Promise.all([pool.end(), ownerPool.end()]);
      await ask(server.maker, `drop database if exists ${database} with (force)`);
    },
  };
}

function urlOf({ host = 'localhost', port = 5432, user = '', password, database = '' }: ClientConfig): string {
  const login =
    typeof password === 'string' ? `${encodeURIComponent(user)}:${encodeURIComponent(password)}` : encodeURIComponent(user);
  const isSocket = host.startsWith('/');
  return isSocket
    ? `postgres://${login}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
    : `postgres://${login}@${host}:${port}/${database}`;
}

async function ask(config: ClientConfig, statement: string): Promise<void> {
  const client = new Client(config);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
