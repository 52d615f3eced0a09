import { type Kysely, sql } from 'kysely';
import { foldText } from '../../clients/fold-text.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { announceJob } from '../../jobs/announce-job.ts';
import { beginJob, endJob, type JobKey, lockRunningJob } from '../../jobs/job-store.ts';
import { typedNumberDoor } from '../../people/number-door.ts';
import { readRows } from './csv/read-rows.ts';
import type { ImportRow } from './csv/read-row.ts';
import { absorbOverlooked } from './absorb-overlooked.ts';
import { type BatchReport, importBatch } from './import-batch.ts';
import { type ImportPayload, openCsv } from './import-payload.ts';

export type ImportDeps = { db: Kysely<Database>; now: () => Date };

const FAULTS_KEPT = 500;

/**
 * Brings a file in, batch by batch. Each batch and the count of rows done are one transaction, so that the job may be run again after a
 * crash, or by two at once, without bringing a row in twice. `signal` stops it between two batches.
 */
export async function runImport(deps: ImportDeps, job: JobKey, signal?: AbortSignal): Promise<void> {
  const { db, now } = deps;
  const begun = await beginJob(db, job);
  if (!begun) return;
  try {
    const finished = await importAll(deps, { job, begun, signal });
    if (!finished) return;
    await inWorkspace(db, job.workspaceId, async (tx) => {
      await absorbOverlooked(tx, job, now());
      await endJob(tx, { ...job, state: 'done', at: now() });
    });
  } catch (error) {
    const detail = unreadable(error);
    if (detail === undefined) throw error;
    await inWorkspace(db, job.workspaceId, (tx) =>
      endJob(tx, { ...job, state: 'failed', at: now(), fault: { row: null, detail } }),
    );
  }
}

type Run = { job: JobKey; begun: { payload: unknown; done: number }; signal: AbortSignal | undefined };

/** @returns false when it was cancelled or asked to stop. */
async function importAll({ db, now }: ImportDeps, { job, begun, signal }: Run): Promise<boolean> {
  const { done } = begun;
  const payload = begun.payload as ImportPayload; // what the import's route or command wrote
  const { workspaceId } = job;
  const { delimiter, hasHeader } = openCsv(payload.csv);
  const [door, users] = await inWorkspace(
    db,
    workspaceId,
    async (tx) => [await typedNumberDoor(tx, workspaceId), await usersByName(tx, workspaceId)] as const,
  );
  const task = { csv: payload.csv, delimiter, hasHeader, fields: payload.columns, door, counted: true };
  let seen = 0;
  for await (const batch of readRows(task)) {
    if (typeof batch === 'number') {
      await noteTotal({ db, job, total: batch });
      continue;
    }
    const from = seen;
    seen += batch.length;
    if (seen <= done) continue;
    if (signal?.aborted) return false;
    const goesOn = await inWorkspace(db, workspaceId, async (tx) => {
      const progress = await lockRunningJob(tx, job);
      if (progress === undefined) return false;
      const rows = batch.slice(Math.max(0, progress - from)); // another process may have been here
      if (rows.length === 0) return true;
      await noteProgress(tx, {
        job,
        rows,
        report: await importBatch(tx, { workspaceId, rows, duplicates: payload.duplicates, users, at: now() }),
      });
      return true;
    });
    if (!goesOn) return false;
  }
  return true;
}

type Tx = Parameters<Parameters<typeof inWorkspace>[2]>[0];

type Total = { db: Kysely<Database>; job: JobKey; total: number };

async function noteTotal({ db, job, total }: Total): Promise<void> {
  await inWorkspace(db, job.workspaceId, async (tx) => {
    await sql`update jobs set total = ${total} where workspace_id = ${job.workspaceId} and id = ${job.id}`.execute(tx);
    await announceJob(tx, job);
  });
}

/** Active users by e-mail address and, where it is unique, by name. */
async function usersByName(tx: Tx, workspaceId: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; name: string; email: string }>`
    select u.id, u.name, i.email from users u join identities i on i.id = u.identity_id where u.workspace_id = ${workspaceId} and u.active
  `.execute(tx);
  const names = rows.map(({ name }) => foldText(name));
  const unique = rows.filter(({ name }) => names.indexOf(foldText(name)) === names.lastIndexOf(foldText(name)));
  return new Map([
    ...unique.map(({ name, id }) => [foldText(name), id] as const),
    ...rows.map(({ email, id }) => [foldText(email), id] as const),
  ]);
}

type Progress = { job: JobKey; rows: readonly ImportRow[]; report: BatchReport };

async function noteProgress(tx: Tx, { job, rows, report }: Progress): Promise<void> {
  const { faults, ...counts } = report;
  const { rows: before } = await sql<{ result: Record<string, number> | null; faults: number }>`
    select result, jsonb_array_length(errors) as faults from jobs where workspace_id = ${job.workspaceId} and id = ${job.id}
  `.execute(tx);
  const sums = Object.fromEntries(
    Object.entries({ ...counts, faults: faults.length }).map(([name, n]) => [name, n + (before[0]?.result?.[name] ?? 0)]),
  );
  const kept = faults.slice(0, Math.max(0, FAULTS_KEPT - (before[0]?.faults ?? 0)));
  await sql`
    update jobs set done = done + ${rows.length}, result = ${JSON.stringify(sums)}::jsonb, errors = errors || ${JSON.stringify(kept)}::jsonb
    where workspace_id = ${job.workspaceId} and id = ${job.id}
  `.execute(tx);
  await announceJob(tx, job);
}

/** What the person who sent the file can do something about. */
function unreadable(error: unknown): string | undefined {
  if (error instanceof AppError) return error.message;
  const isCsvFault = error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('CSV_');
  return isCsvFault ? `The file is no CSV table: ${error.message}` : undefined;
}
