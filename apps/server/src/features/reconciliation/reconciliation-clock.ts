import type { FastifyPluginAsync } from 'fastify';
import { sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { Repeating } from '../../jobs/repeating.ts';
import { beginReconciliation } from './begin-reconciliation.ts';
import type { ReconciliationDeps } from './reconciliation-deps.ts';
import { DAY_MS, type Wanted } from './reconciliation-state.ts';

const EVERY_MS = 60_000;
const OUTAGE_MS = 10 * 60_000;
const RECENT_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;
const NIGHTS_BACK = 3;
const OUTAGE_DAYS_MAX = 31;
const NIGHT = { from: 2, to: 5 }; // by the account's clock

type Due = {
  workspaceId: string;
  connectionId: string;
  /** When a server last looked, before this time. */
  aliveAt: Date | null;
  nightlyAt: Date | null;
  recentAt: Date | null;
  journalOnly: boolean;
  accountTimezone: string;
};
type Deps = Pick<ReconciliationDeps, 'db' | 'now' | 'log'>;

/** 5.8: begins the comparisons nobody asks for: every night, after an outage of ours, and every quarter of an hour where the PBX can't reach us. */
export async function beginDueReconciliations({ db, now, log }: Deps): Promise<void> {
  const { rows } = await sql<Due>`
    select workspace_id as "workspaceId", connection_id as "connectionId", alive_at as "aliveAt", nightly_at as "nightlyAt",
      recent_at as "recentAt", journal_only as "journalOnly", account_timezone as "accountTimezone"
    from claim_reconciliations(${now()})
  `.execute(db);
  for (const due of rows) {
    const wanted = wantedNow(due, now());
    try {
      if (wanted) await begin({ db, now }, due, wanted);
    } catch (err) {
      if (wanted?.why === 'outage') await rememberOutage(db, due);
      if (!(err instanceof AppError && err.code === 'conflict'))
        // one goes on: the next look will find this one due still
        log.warn({ err, workspaceId: due.workspaceId }, 'A comparison with the statistics could not be begun');
    }
  }
}

/** The widest that is due: what it covers needs no other. */
function wantedNow({ aliveAt, nightlyAt, recentAt, journalOnly, accountTimezone }: Due, now: Date): Wanted | undefined {
  const since = (ms: number): Date => new Date(+now - ms);
  if (aliveAt !== null && +now - +aliveAt > OUTAGE_MS)
    return { why: 'outage', from: new Date(Math.max(+aliveAt - HOUR_MS, +since(OUTAGE_DAYS_MAX * DAY_MS))), to: now };
  const hour = hourOf(now, accountTimezone);
  const rested = nightlyAt === null || +now - +nightlyAt > 20 * HOUR_MS;
  if (rested && hour >= NIGHT.from && hour < NIGHT.to) return { why: 'night', from: since(NIGHTS_BACK * DAY_MS), to: now };
  if (journalOnly && (recentAt === null || +now - +recentAt >= RECENT_MS))
    return { why: 'journal-only', from: since(recentAt === null ? DAY_MS : 6 * HOUR_MS), to: now };
  return undefined;
}

async function begin({ db, now }: Omit<Deps, 'log'>, { workspaceId, connectionId }: Due, wanted: Wanted): Promise<void> {
  const at = now();
  await inWorkspace(db, workspaceId, async (tx) => {
    await beginReconciliation(tx, { workspaceId, by: null, at, ...wanted });
    await sql`
      update reconciliation_clock set recent_at = ${at}, nightly_at = case when ${wanted.why === 'night'} then ${at}::timestamptz else nightly_at end
      where workspace_id = ${workspaceId} and connection_id = ${connectionId}
    `.execute(tx);
    await sql`
      delete from jobs where workspace_id = ${workspaceId} and kind = 'reconcile-calls' and created_by is null
        and finished_at < ${new Date(+at - NIGHTS_BACK * DAY_MS)} and result ->> 'why' = 'journal-only'
    `.execute(tx);
  });
}

/** It could not be begun: the next look must still see that there was an outage. */
async function rememberOutage(db: Deps['db'], { workspaceId, connectionId, aliveAt }: Due): Promise<void> {
  await inWorkspace(db, workspaceId, (tx) =>
    sql`
      update reconciliation_clock set alive_at = ${aliveAt} where workspace_id = ${workspaceId} and connection_id = ${connectionId}
    `.execute(tx),
  );
}

function hourOf(at: Date, timeZone: string): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' }).format(at));
}

/** The clock as a part of the app: it runs while the app is open and the database is there. */
export function reconciliationClock(deps: Deps, isReady: () => boolean): FastifyPluginAsync {
  return async (app) => {
    const clock = new Repeating({
      name: 'comparing with the statistics',
      everyMs: EVERY_MS,
      log: deps.log,
      work: async () => {
        if (isReady()) await beginDueReconciliations(deps);
      },
    });
    app.addHook('onClose', () => clock.stop());
  };
}
