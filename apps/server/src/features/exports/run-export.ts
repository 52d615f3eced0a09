import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { ClientConfig } from 'pg';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { announceJob } from '../../jobs/announce-job.ts';
import { beginJob, type JobKey } from '../../jobs/job-store.ts';
import { journalConditions, readJournalFilter } from '../../journal/journal-filter.ts';
import type { ExportPayload } from './export-job.ts';
import { send } from './sent-condition.ts';
import { writeInThread } from './write-in-thread.ts';

export type ExportDeps = {
  db: Kysely<Database>;
  /** The working login: the file is written over a connection of its own. */
  connection: ClientConfig;
  now: () => Date;
};

export const EXPORTS_KEPT_MS = 24 * 3_600_000;
/** An export is not an agent's. */
const HEARS_ALL = { userId: '', role: 'supervisor' } as const;
const NEVER = new AbortController().signal;

/**
 * Has the journal's rows of a filter written into the file's pieces. A piece and its place in the journal are one transaction, so that
 * the job goes on where it stood, whatever stopped it.
 */
export async function runExport(deps: ExportDeps, job: JobKey, signal: AbortSignal = NEVER): Promise<void> {
  const { db, now } = deps;
  await sql`select forget_exports(${new Date(+now() - EXPORTS_KEPT_MS)})`.execute(db);
  const begun = await beginJob(db, job);
  if (!begun) return;
  const { filter } = begun.payload as ExportPayload; // what the route wrote
  const where = await inWorkspace(db, job.workspaceId, async (tx) => {
    const conditions = journalConditions(await readJournalFilter(tx, job.workspaceId, filter, HEARS_ALL));
    if (begun.done === 0) await noteTotal(tx, job, conditions);
    return send(db, conditions);
  });
  if (!signal.aborted) await writeInThread(deps, { job, where }, signal);
}

async function noteTotal(tx: Tx, job: JobKey, where: RawBuilder<unknown>): Promise<void> {
  const { workspaceId, id } = job;
  await sql`
    update jobs set total = (select count(*) from calls k where ${where}) where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
  await announceJob(tx, job);
}
