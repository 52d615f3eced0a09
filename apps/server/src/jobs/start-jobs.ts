import { setTimeout as wait } from 'node:timers/promises';
import { Logger as GraphileLogger, run, type Runner, type TaskList } from 'graphile-worker';
import { type Kysely, sql } from 'kysely';
import type { Pool } from 'pg';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { isDatabaseAway } from '../errors.ts';
import type { Logger } from '../http/logging.ts';
import { forgivingPool } from './forgiving-pool.ts';
import { endJob, type JobKey } from './job-store.ts';
import { Repeating } from './repeating.ts';

/**
 * Works on one job until it has ended, or until `signal` asks to stop at the next step; it is called again for a job that was left half
 * done, and must then go on from where it stood. Who waits for something gives the place in the queue away until `againAt`.
 */
export type JobTask = (job: JobKey, signal: AbortSignal) => Promise<void | { againAt: Date }>;

export type Jobs = {
  /** Resolves when the queue first takes jobs. */
  ready: Promise<void>;
  /** Running jobs stop at their next step and go on with the next start. */
  stop: () => Promise<void>;
};

type JobsInput = { pool: Pool; db: Kysely<Database>; tasks: Record<string, JobTask>; now: () => Date; log: Logger };

const LEFT_BEHIND_EVERY_MS = 60_000;
const TRY_AGAIN_MS = 2_000;
const STOP_PATIENCE_MS = 3_000;
const CONCURRENCY = 2;
const COMPLAINTS: readonly string[] = ['error', 'warning'];

/** Works through the queue as long as there is a database, and again when it is back. Never throws. */
export function startJobs(input: JobsInput): Jobs {
  const stopping = new AbortController();
  const { signal } = stopping;
  let runner: Runner | undefined;
  let isReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const keepRunning = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        runner = await runQueue(input, signal);
        if (signal.aborted) return await runner.stop(); // asked to stop while it started
        await takeUp(input.db);
        isReady();
        await runner.promise;
      } catch (error) {
        if (!isDatabaseAway(error) && !isNotMadeYet(error))
          input.log.warn({ err: error }, 'The job queue stopped and is started again');
        await runner?.stop().catch(() => undefined); // may have stopped by itself
      }
      if (!signal.aborted) await wait(TRY_AGAIN_MS, undefined, { signal }).catch(() => undefined); // woken up to stop
    }
  };
  const running = keepRunning();
  const { db, log } = input;
  const sweep = new Repeating({ everyMs: LEFT_BEHIND_EVERY_MS, work: () => takeUp(db), name: 'jobs left behind', log });
  return {
    ready,
    stop: async () => {
      stopping.abort();
      await sweep.stop();
      await Promise.race([runner?.stop().catch(() => undefined), wait(STOP_PATIENCE_MS, undefined, { ref: false })]); // may have stopped by itself
      await Promise.race([running, wait(STOP_PATIENCE_MS, undefined, { ref: false })]); // a database that hangs must not hold the process
    },
  };
}

/** A new installation's first seconds: there is no database yet, or it lacks the queue's tables, which we may not make ourselves. */
const isNotMadeYet = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === '3D000' || error.code === '42501');

function runQueue({ pool, db, tasks, now, log }: JobsInput, signal: AbortSignal): Promise<Runner> {
  const taskList: TaskList = Object.fromEntries(
    Object.entries(tasks).map(([kind, task]) => [
      kind,
      // The payload is what enqueueJob wrote.
      (payload: unknown) => work({ pool, db, kind, run: (job) => task(job, signal), job: payload as JobKey, now, log }),
    ]),
  );
  return run({
    pgPool: forgivingPool(pool),
    taskList,
    concurrency: CONCURRENCY,
    noHandleSignals: true,
    crontab: '',
    logger: quietLogger(log),
  });
}

/** A job whose process died is put into the queue again. Where it does run, the second one finds it locked and leaves. */
async function takeUp(db: Kysely<Database>): Promise<void> {
  await sql`
    select graphile_worker.add_job(j.kind, json_build_object('workspaceId', j.workspace_id, 'id', j.id), job_key => j.id::text, max_attempts => 5)
    from unfinished_jobs() j
  `.execute(db);
}

type Work = Pick<JobsInput, 'pool' | 'db' | 'now' | 'log'> & {
  kind: string;
  run: (job: JobKey) => ReturnType<JobTask>;
  job: JobKey;
};

/** Runs a job unless another process does: the lock is the session's and goes with it, however it ends. */
async function work({ pool, db, kind, run: runTask, job, now, log }: Work): Promise<void> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock(hashtextextended($1, 0)) as ours', [
      job.id,
    ]);
    if (rows[0]?.ours !== true) return;
    try {
      const again = await runTask(job);
      if (again) await putBack(db, { kind, job, at: again.againAt });
    } finally {
      await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [job.id]).catch(() => undefined);
    }
  } catch (error) {
    if (isDatabaseAway(error)) throw error; // the queue tries again
    log.error({ err: error, jobId: job.id }, 'A job failed');
    const detail = 'Something went wrong on our side.';
    await inWorkspace(db, job.workspaceId, (tx) =>
      endJob(tx, { ...job, state: 'failed', at: now(), fault: { row: null, detail } }),
    );
  } finally {
    client.release();
  }
}

async function putBack(db: Kysely<Database>, { kind, job, at }: { kind: string; job: JobKey; at: Date }): Promise<void> {
  await sql`select from graphile_worker.add_job(${kind}, ${JSON.stringify(job)}::json, run_at => ${at}, job_key => ${job.id}, max_attempts => 5)`.execute(
    db,
  );
}

/** The queue's own words: what goes wrong is worth a line, that it works is not. */
function quietLogger(log: Logger): GraphileLogger {
  return new GraphileLogger(() => (level, message) => {
    if (COMPLAINTS.includes(level)) log.warn({ queue: message }, 'The job queue complains');
  });
}
