import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from './schema.ts';

export type Tx = Transaction<Database>;

/** Runs `work` in a transaction that sees one workspace only: row-level security stands behind the filters the queries carry. */
export function inWorkspace<T>(db: Kysely<Database>, workspaceId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.workspace_id', ${workspaceId}, true)`.execute(tx);
    return work(tx);
  });
}
