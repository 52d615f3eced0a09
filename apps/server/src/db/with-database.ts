import type { Kysely } from 'kysely';
import { Client, type ClientConfig, type Pool } from 'pg';
import type { Config } from '../config.ts';
import type { Logger } from '../http/logging.ts';
import { bringUpToDate } from './bring-up-to-date.ts';
import { embeddedConnection, startEmbedded } from './embedded.ts';
import { createKysely, openDatabase } from './open.ts';
import type { Database } from './schema.ts';

/** The database in a command's hands. `owner` may do what `pool` may not: change tables, read every workspace's rows as their owner. */
export type CommandDatabase = { pool: Pool; db: Kysely<Database>; owner: Pool };

export type WithDatabaseInput = {
  config: Pick<Config, 'databaseUrl' | 'dataDir'>;
  log: Logger;
  /** `false` leaves the schema as it is. */
  upToDate?: boolean;
};

/**
 * Runs one piece of work on the database, for commands that come and go: through the embedded server of a Carillon that runs
 * already, or one started for this work alone, or DATABASE_URL.
 */
export async function withDatabase<T>(
  { config, log, upToDate = true }: WithDatabaseInput,
  work: (database: CommandDatabase) => Promise<T>,
): Promise<T> {
  const { app, owner, stop } = await reach(config, log);
  try {
    if (upToDate) await bringUpToDate({ owner, log });
    const pools = {
      pool: openDatabase({ connection: app, log, max: 4, applicationName: 'carillon command' }),
      owner: openDatabase({ connection: owner, log, max: 2, applicationName: 'carillon command' }),
    };
    try {
      return await work({ ...pools, db: createKysely(pools.pool) });
    } finally {
      await Promise.all([pools.pool.end(), pools.owner.end()]);
    }
  } finally {
    await stop();
  }
}

type Reached = { app: ClientConfig; owner: ClientConfig; stop: () => Promise<void> };

async function reach({ databaseUrl, dataDir }: WithDatabaseInput['config'], log: Logger): Promise<Reached> {
  if (databaseUrl !== undefined)
    return { app: { connectionString: databaseUrl }, owner: { connectionString: databaseUrl }, stop: doNothing };
  const connection = embeddedConnection(dataDir);
  if (await answers(connection.app)) return { ...connection, stop: doNothing };
  const embedded = await startEmbedded({ dataDir, log, connection });
  return { ...connection, stop: embedded.stop };
}

async function doNothing(): Promise<void> {}

async function answers(connection: ClientConfig): Promise<boolean> {
  const client = new Client({ ...connection, connectionTimeoutMillis: 2_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}
