import { ZadarmaError } from '@carillon/zadarma';
import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';

/**
 * Somebody waits at a screen (`person`); nobody does (`background`); long work in steps that comes again (`step`); it is only nice to
 * have, now or never (`extra`). People come first.
 */
export type Urgency = 'person' | 'background' | 'step' | 'extra';
type Account = { workspaceId: string; connectionId: string };

// The provider allows 100 a minute, 3 of them statistics; nobody documents how it counts a minute, so ours is a sliding one.
const REQUESTS_MAX: Record<Urgency, number> = { person: 95, background: 70, step: 70, extra: 60 };
const STATISTICS_MAX = 3;
const BUCKET_SECONDS = 10;
const WINDOW_SECONDS = 60 + BUCKET_SECONDS;
const PATIENCE_MS: Record<Urgency, number> = { person: 3_000, background: 120_000, step: 0, extra: 0 };
const LOOK_AGAIN_MS = 1_000;

/**
 * Takes one request out of the account's budget, which all server processes share; waits while it is spent.
 *
 * @throws {ZadarmaError} `rate-limit` when the wait would be longer than people (3 s) or jobs (2 min) have patience; at once for a `step` or an `extra`.
 */
export async function takeRequest(
  db: Kysely<Database>,
  account: Account,
  { urgency, statistics }: { urgency: Urgency; statistics: boolean },
): Promise<void> {
  const until = Date.now() + PATIENCE_MS[urgency];
  for (;;) {
    const taken = await inWorkspace(db, account.workspaceId, (tx) => tryTake(tx, account, { urgency, statistics }));
    if (taken) return;
    if (Date.now() + LOOK_AGAIN_MS > until) {
      throw new ZadarmaError('rate-limit', 'The budget of requests is spent.', { retryAfterSeconds: WINDOW_SECONDS });
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function tryTake(
  tx: Tx,
  { workspaceId, connectionId }: Account,
  { urgency, statistics }: { urgency: Urgency; statistics: boolean },
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${connectionId}, 0))`.execute(tx);
  const { rows } = await sql<{ requests: number; statistics: number }>`
    select coalesce(sum(requests), 0)::int as requests, coalesce(sum(statistics), 0)::int as statistics from provider_requests
    where workspace_id = ${workspaceId} and connection_id = ${connectionId}
      and minute > statement_timestamp() - make_interval(secs => ${WINDOW_SECONDS})
  `.execute(tx);
  const spent = rows[0] ?? { requests: 0, statistics: 0 };
  if (spent.requests >= REQUESTS_MAX[urgency] || (statistics && spent.statistics >= STATISTICS_MAX)) return false;
  // The column is named for the limit; its rows are ten seconds each, by the database's clock, which all processes share.
  await sql`
    insert into provider_requests (workspace_id, connection_id, minute, requests, statistics)
    values (${workspaceId}, ${connectionId}, date_bin(make_interval(secs => ${BUCKET_SECONDS}), statement_timestamp(), timestamptz 'epoch'), 1, ${statistics ? 1 : 0})
    on conflict (workspace_id, connection_id, minute) do update
      set requests = provider_requests.requests + 1, statistics = provider_requests.statistics + excluded.statistics
  `.execute(tx);
  await sql`
    delete from provider_requests where workspace_id = ${workspaceId} and connection_id = ${connectionId}
      and minute < statement_timestamp() - interval '10 minutes'
  `.execute(tx);
  return true;
}
