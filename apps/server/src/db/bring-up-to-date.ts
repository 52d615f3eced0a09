import type { ClientConfig, Pool } from 'pg';
import type { Logger } from '../http/logging.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { migrate } from './migrate.ts';
import { openDatabase } from './open.ts';

const MAJOR_MIN = 15;

/**
 * Runs the migrations that are missing, on a server that is new enough.
 *
 * @throws {DatabaseUnavailable} when waiting won't help: PostgreSQL older than 15, a changed migration, a newer schema.
 */
export async function bringUpToDate({ owner, log }: { owner: ClientConfig; log: Logger }): Promise<void> {
  const pool = openDatabase({ connection: owner, log, max: 1, applicationName: 'carillon migrate' });
  try {
    await requireVersion(pool);
    const applied = await migrate(pool);
    if (applied.length > 0) log.info({ migrations: applied }, 'The database schema was brought up to date');
  } finally {
    await pool.end();
  }
}

async function requireVersion(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string; number: number }>(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number`,
  );
  const [server] = rows;
  if (!server || server.number >= MAJOR_MIN * 10_000) return;
  throw new DatabaseUnavailable(`DATABASE_URL leads to PostgreSQL ${server.version}; Carillon needs ${MAJOR_MIN} or newer.`);
}
