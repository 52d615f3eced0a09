import type { ExportCreate, ExportFormat } from '@carillon/contract';
import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { announceJob } from '../../jobs/announce-job.ts';
import { beginJob, endJob, type JobKey, lockRunningJob } from '../../jobs/job-store.ts';
import { journalConditions, readJournalFilter } from '../../journal/journal-filter.ts';
import { EXPORT_WORDS } from './export-words.ts';
import { FILE_FORMATS } from './file-formats.ts';
import { type Place, readRows } from './read-rows.ts';

export type ExportDeps = { db: Kysely<Database>; now: () => Date };
export type ExportPayload = Required<Omit<ExportCreate, 'kind' | 'format'>> &
  Pick<ExportCreate, 'format'> & { place: Place | null };

/** What is told of a file; those of an earlier version had `rows` alone. */
export type ExportResult = { file: string; rows: number; format: ExportFormat; language: 'en' | 'ru' };

const ROWS_AT_ONCE = 400; // a few milliseconds: whoever calls meanwhile waits no longer than for one piece
/** An export is not an agent's. */
const HEARS_ALL = { userId: '', role: 'supervisor' } as const;
export const EXPORTS_KEPT_MS = 24 * 3_600_000;

/**
 * Writes the journal's rows of a filter into the file's pieces. A piece and its place in the journal are one transaction, so that the
 * job goes on where it stood, whatever stopped it; it never holds more than one piece.
 */
export async function runExport(deps: ExportDeps, job: JobKey, signal?: AbortSignal): Promise<void> {
  const { db, now } = deps;
  await sql`select forget_exports(${new Date(+now() - EXPORTS_KEPT_MS)})`.execute(db);
  const begun = await beginJob(db, job);
  if (!begun) return;
  if (begun.done === 0) await noteTotal(deps, job, begun.payload as ExportPayload); // what the route wrote
  for (;;) {
    if (signal?.aborted) return;
    const goesOn = await inWorkspace(db, job.workspaceId, (tx) => writePiece(tx, job, now()));
    if (!goesOn) return;
  }
}

async function noteTotal({ db }: ExportDeps, job: JobKey, { filter }: ExportPayload): Promise<void> {
  const { workspaceId, id } = job;
  await inWorkspace(db, workspaceId, async (tx) => {
    const where = journalConditions(await readJournalFilter(tx, workspaceId, filter, HEARS_ALL));
    await sql`
      update jobs set total = (select count(*) from calls k where ${where}) where workspace_id = ${workspaceId} and id = ${id}
    `.execute(tx);
    await announceJob(tx, job);
  });
}

/** @returns whether there is more to do. */
async function writePiece(tx: Tx, job: JobKey, at: Date): Promise<boolean> {
  const { workspaceId, id } = job;
  const done = await lockRunningJob(tx, job);
  if (done === undefined) return false;
  const { rows: jobs } = await sql<{ payload: ExportPayload }>`
    select payload from jobs where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
  const payload = jobs[0]?.payload;
  if (payload === undefined) return false;
  const { filter, timezone, language, place, format = 'csv' } = payload; // none: asked for before there was a choice
  const { pieceOf, room } = FILE_FORMATS[format];
  const limit = Math.min(ROWS_AT_ONCE, room(done));
  const words = EXPORT_WORDS[language];
  const where = journalConditions(await readJournalFilter(tx, workspaceId, filter, HEARS_ALL));
  const { rows, last } = await readRows(tx, words, { workspaceId, where, after: place, limit, timezone });
  const count = rows.length;
  const text = pieceOf(rows, done, words);
  await sql`
    insert into export_chunks (workspace_id, job_id, n, text, made_at) values (${workspaceId}, ${id}, ${done}, ${text}, ${at})
  `.execute(tx);
  const result: ExportResult = { file: `/api/v1/exports/${id}`, rows: done + count, format, language };
  await sql`
    update jobs set done = done + ${count}, payload = ${JSON.stringify({ ...payload, place: last ?? place })}::jsonb,
      result = ${JSON.stringify(result)}::jsonb
    where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
  if (count === limit) {
    await announceJob(tx, job);
    return true;
  }
  await endJob(tx, { ...job, state: 'done', at });
  return false;
}
