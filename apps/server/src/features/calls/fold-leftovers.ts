import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { isCollision } from '../../db/is-collision.ts';
import type { Database } from '../../db/schema.ts';
import { isDatabaseAway } from '../../errors.ts';
import type { Logger } from '../../http/logging.ts';
import type { AccountEffect } from './account-news.ts';
import { type Foldable, foldWithin, type Ledger } from './fold-deliveries.ts';
import type { CallEffect } from './recorded.ts';

const BATCH_MAX = 200;
const COLLISIONS_MAX = 5;

type Row = { id: string; receivedAt: Date; contentType: string; raw: Buffer; spooled: boolean };
type ReadRow = (row: Pick<Row, 'contentType' | 'raw'>) => Pick<Foldable, 'name' | 'pbxCallId' | 'event' | 'fingerprint'>;
type Deps = {
  db: Kysely<Database>;
  read: ReadRow;
  now: () => Date;
  log: Logger;
  effects: readonly CallEffect[];
  accountEffects: readonly AccountEffect[];
};

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
  for (const ledger of ledgers) folded += await foldLedger(deps, ledger, before);
  return folded;
}

async function foldLedger(deps: Deps, ledger: Ledger, before: Date): Promise<number> {
  let folded = 0;
  let collisions = 0;
  for (let size = BATCH_MAX; ; ) {
    try {
      const count = await foldBatch(deps, { ledger, before, size });
      folded += count;
      if (count < size) return folded;
    } catch (error) {
      if (isCollision(error) && (collisions += 1) < COLLISIONS_MAX) continue; // another process was faster: now we see what it did
      if (isDatabaseAway(error) || isCollision(error)) throw error; // the next run sees to it
      if (size === 1) await setAside(deps, ledger, before, error);
      size = 1; // one of them can't be folded: it must not hold up the others
    }
  }
}

type Batch = { ledger: Ledger; before: Date; size: number };

function foldBatch({ db, read, now, effects, accountEffects }: Deps, { ledger, before, size }: Batch): Promise<number> {
  return inWorkspace(db, ledger.workspaceId, async (tx) => {
    const rows = await claim(tx, { ledger, before, size });
    if (rows.length === 0) return 0;
    const deliveries = rows.map((row) => ({ id: row.id, receivedAt: row.receivedAt, spooled: row.spooled, ...read(row) }));
    await foldWithin(tx, { ...ledger, now: now(), effects, accountEffects }, deliveries);
    return rows.length;
  });
}

async function claim(tx: Tx, { ledger, before, size }: Batch): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, received_at as "receivedAt", content_type as "contentType", raw, spooled from webhook_deliveries
    where workspace_id = ${ledger.workspaceId} and connection_id = ${ledger.connectionId} and folded_at is null and received_at < ${before}
    order by received_at limit ${size} for update skip locked
  `.execute(tx);
  return rows;
}

/** The delivery stays, raw and visible in the event log, as one that tells nothing we understand. */
async function setAside({ db, now, log }: Deps, ledger: Ledger, before: Date, error: unknown): Promise<void> {
  log.error({ err: error }, 'A notification could not be folded and was set aside');
  await inWorkspace(db, ledger.workspaceId, async (tx) => {
    const ids = (await claim(tx, { ledger, before, size: 1 })).map(({ id }) => id);
    await sql`
      update webhook_deliveries set folded_at = ${now()}, verdict = 'unknown'
      where workspace_id = ${ledger.workspaceId} and received_at < ${before} and id = any(${ids}::uuid[])
    `.execute(tx);
  });
}
