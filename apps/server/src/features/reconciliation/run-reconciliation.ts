import { ZadarmaError } from '@carillon/zadarma';
import { sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import { isCollision } from '../../db/is-collision.ts';
import { AppError } from '../../errors.ts';
import { beginJob, endJob, type JobKey, lockRunningJob } from '../../jobs/job-store.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import { compareBatch } from './compare-calls.ts';
import { findClockShift } from './find-clock-shift.ts';
import { findOursAlone } from './find-ours-alone.ts';
import { askPage, keepPage } from './read-page.ts';
import type { ReconciliationDeps } from './reconciliation-deps.ts';
import { beginningOf, daysOf, type Progress } from './reconciliation-state.ts';
import { noteStep, restartReport } from './report.ts';

const FAILURES_MAX = 20;
const RATE_LOOK_MS = 20_000;
const FAILURE_PAUSE_MS = 30_000;

/**
 * Compares a period with the provider's statistics: first all its legs are read, page by page, then its calls are compared, some hundreds
 * at a time. Each step and how far it came are one transaction: after a crash it goes on where it stood.
 *
 * @returns when to come again, where the provider's limit or a failure of its stands in the way.
 */
export async function runReconciliation(
  deps: ReconciliationDeps,
  job: JobKey,
  signal?: AbortSignal,
): Promise<{ againAt: Date } | undefined> {
  const begun = await beginJob(deps.db, job);
  if (!begun) return undefined;
  let progress = begun.payload as Progress; // what beginReconciliation or a step wrote
  const { workspaceId } = job;
  try {
    const connection = await inWorkspace(deps.db, workspaceId, (tx) => findConnection(tx, workspaceId));
    progress = (await inWorkspace(deps.db, workspaceId, (tx) => keepToZone(tx, job, connection.accountTimezone))) ?? progress;
    while (progress.reading !== null) {
      if (signal?.aborted) return undefined;
      const next = await readStep(deps, { job, connection, progress: { ...progress, reading: progress.reading } });
      if (next === null) return undefined;
      progress = next;
    }
    await compareAll(deps, { job, connection, progress }, signal);
    return undefined;
  } catch (error) {
    return await giveWay(deps, { job, progress }, error);
  }
}

/** F7: where somebody has changed the account's time zone since, what was read by the old one is forgotten, and the job begins anew. */
async function keepToZone(tx: Tx, job: JobKey, zone: string): Promise<Progress | null> {
  const stored = await lockProgress(tx, job);
  if (stored === null || stored.zone === zone) return stored;
  if (stored.zone === undefined) {
    const progress = { ...stored, zone };
    await noteStep(tx, job, { progress, done: 0, news: {} });
    return progress;
  }
  await forgetLegs(tx, job);
  const { from, to, quiet = false } = stored;
  const progress = { ...beginningOf({ from: new Date(from), to: new Date(to), quiet }), zone };
  await restartReport(tx, job, progress);
  return progress;
}

type Step = { job: JobKey; connection: Connection; progress: Progress };

/** @returns the new progress; `null` when somebody has cancelled the job. */
async function readStep(
  deps: ReconciliationDeps,
  step: Step & { progress: { reading: NonNullable<Progress['reading']> } },
): Promise<Progress | null> {
  const { job, connection, progress } = step;
  const page = await askPage(deps, connection, progress);
  return inWorkspace(deps.db, job.workspaceId, async (tx) => {
    const stored = await lockProgress(tx, job);
    if (stored === null || !isSamePlace(stored.reading, progress.reading)) return stored; // another process was faster
    const { reading, done, news } = await keepPage(tx, step, page);
    const next: Progress = { ...progress, reading, failures: 0 };
    if (reading !== null) {
      await noteStep(tx, job, { progress: next, done, news });
      return next;
    }
    const clockMinutes = await findClockShift(tx, job, connection.id);
    await noteStep(tx, job, { progress: next, done, news: { ...news, clockMinutes, phase: 'comparing' } });
    return next;
  });
}

async function compareAll(deps: ReconciliationDeps, step: Step, signal: AbortSignal | undefined): Promise<void> {
  const { job } = step;
  for (;;) {
    if (signal?.aborted) return;
    const goesOn = await inWorkspace(deps.db, job.workspaceId, async (tx): Promise<boolean> => {
      const progress = await lockProgress(tx, job);
      if (progress === null) return false;
      const clockMinutes = await readClockMinutes(tx, job);
      const batch = await compareBatch(tx, deps, { ...step, progress, clockMinutes });
      const done = daysOf(progress);
      if (batch === null) {
        const doubts = await findOursAlone(tx, job, { connectionId: step.connection.id, progress, now: deps.now() });
        await noteStep(tx, job, { progress, done, news: { doubts, phase: 'done' } });
        await forgetLegs(tx, job);
        await endJob(tx, { ...job, state: 'done', at: deps.now() });
        return false;
      }
      await noteStep(tx, job, { progress: { ...progress, compared: batch.last, failures: 0 }, done, news: batch.news });
      return true;
    });
    if (!goesOn) return;
  }
}

type Reading = Progress['reading'];

const isSamePlace = (a: Reading, b: Reading): boolean => a?.start === b?.start && a?.skip === b?.skip;

/** How far the job is, told to one process at a time; `null` when it has ended. */
async function lockProgress(tx: Tx, job: JobKey): Promise<Progress | null> {
  if ((await lockRunningJob(tx, job)) === undefined) return null;
  const { rows } = await sql<{ payload: Progress }>`
    select payload from jobs where workspace_id = ${job.workspaceId} and id = ${job.id}
  `.execute(tx);
  return rows[0]?.payload ?? null;
}

type Tx = Parameters<Parameters<typeof inWorkspace>[2]>[0];

async function readClockMinutes(tx: Tx, { workspaceId, id }: JobKey): Promise<number | null> {
  const { rows } = await sql<{ minutes: number | null }>`
    select (result ->> 'clockMinutes')::int as minutes from jobs where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
  return rows[0]?.minutes ?? null;
}

async function forgetLegs(tx: Tx, { workspaceId, id }: JobKey): Promise<void> {
  await sql`delete from reconciliation_legs where workspace_id = ${workspaceId} and job_id = ${id}`.execute(tx);
}

/** The limit: later. An outage: later, twenty times. Refused keys and the like: the person must know. What was read is kept until then. */
async function giveWay(
  { db, now }: ReconciliationDeps,
  { job, progress }: { job: JobKey; progress: Progress },
  error: unknown,
): Promise<{ againAt: Date } | undefined> {
  const isMet = isCollision(error); // a call was told of at this very moment, as after an outage many are
  if (!isMet && !(error instanceof ZadarmaError || error instanceof AppError)) throw error;
  const meaning = error instanceof ZadarmaError ? error.meaning : error instanceof AppError ? error.code : '';
  if (meaning === 'rate-limit') return { againAt: new Date(+now() + RATE_LOOK_MS) };
  const failures = progress.failures + 1;
  if ((isMet || PASSING.has(meaning)) && failures < FAILURES_MAX) {
    await inWorkspace(db, job.workspaceId, async (tx) => {
      if ((await lockRunningJob(tx, job)) === undefined) return;
      await sql`
        update jobs set payload = payload || ${JSON.stringify({ failures })}::jsonb where workspace_id = ${job.workspaceId} and id = ${job.id}
      `.execute(tx);
    });
    return { againAt: new Date(+now() + FAILURE_PAUSE_MS * Math.min(failures, 10)) };
  }
  await inWorkspace(db, job.workspaceId, async (tx) => {
    await forgetLegs(tx, job);
    await endJob(tx, {
      ...job,
      state: 'failed',
      at: now(),
      fault: { row: null, detail: isMet || !(error instanceof Error) ? 'Something went wrong on our side.' : error.message },
    });
  });
  return undefined;
}

const PASSING: ReadonlySet<string> = new Set(['provider-fault', 'unreachable', 'timeout', 'not-json']);
