import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { type Foldable, foldWithin, type Ledger } from './fold-deliveries.ts';

const BATCH_MAX = 200;

type Row = { id: string; receivedAt: Date; contentType: string; raw: Buffer; spooled: boolean };
export type ReadRow = (row: Pick<Row, 'contentType' | 'raw'>) => Pick<Foldable, 'name' | 'pbxCallId' | 'event' | 'fingerprint'>;
type Deps = { db: Kysely<Database>; read: ReadRow; now: () => Date };

/**
 * Folds stored deliveries that nobody has folded: left by a crash, drained from a spool, or given up by a queue. Any process may do
 * it; each claims its own (`skip locked`).
 *
 * @param olderThanMs - leaves younger ones to the process that has just answered them, since it alone knows what left the socket.
 * @returns how many were folded.
 */
export async function foldLeftovers(deps: Deps, olderThanMs: number): Promise<number> {
  const before = new Date(+deps.now() - olderThanMs);
  const { rows: ledgers } = await sql<Ledger>`
    select workspace_id as "workspaceId", connection_id as "connectionId" from connections_with_unfolded(${before})
  `.execute(deps.db);
  let folded = 0;
  for (const ledger of ledgers) {
    for (let batch = BATCH_MAX; batch === BATCH_MAX; folded += batch) batch = await foldBatch(deps, ledger, before);
  }
  return folded;
}

function foldBatch({ db, read, now }: Deps, ledger: Ledger, before: Date): Promise<number> {
  return inWorkspace(db, ledger.workspaceId, async (tx) => {
    const { rows } = await sql<Row>`
      select id, received_at as "receivedAt", content_type as "contentType", raw, spooled from webhook_deliveries
      where workspace_id = ${ledger.workspaceId} and connection_id = ${ledger.connectionId} and folded_at is null and received_at < ${before}
      order by received_at limit ${BATCH_MAX} for update skip locked
    `.execute(tx);
    if (rows.length === 0) return 0;
    const deliveries = rows.map((row) => ({ id: row.id, receivedAt: row.receivedAt, spooled: row.spooled, ...read(row) }));
    await foldWithin(tx, { ...ledger, now: now() }, deliveries);
    return rows.length;
  });
}
