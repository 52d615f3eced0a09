import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { announceJob } from '../../jobs/announce-job.ts';
import { endJob, type JobKey, lockRunningJob } from '../../jobs/job-store.ts';
import type { CellValue } from '../../xlsx/column.ts';
import { EXPORT_WORDS } from './export-words.ts';
import { FILE_FORMATS } from './file-formats.ts';
import type { ExportPayload, ExportResult } from './export-job.ts';
import { readRows } from './read-rows.ts';

type Piece = { where: RawBuilder<unknown>; at: Date; rowsAtOnce: number };
type Text = { n: number; text: string };

/** Writes the next rows and their place in the journal. @returns whether there is more to do. */
export async function writePiece(tx: Tx, job: JobKey, { where, at, rowsAtOnce }: Piece): Promise<boolean> {
  const { workspaceId, id } = job;
  const done = await lockRunningJob(tx, job);
  if (done === undefined) return false;
  const { rows: jobs } = await sql<{ payload: ExportPayload }>`
    select payload from jobs where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
  const payload = jobs[0]?.payload;
  if (payload === undefined) return false;
  const { timezone, language, place, format = 'csv' } = payload; // none: asked for before there was a choice
  const limit = Math.min(rowsAtOnce, FILE_FORMATS[format].room(done));
  const words = EXPORT_WORDS[language];
  const { rows, last } = await readRows(tx, words, { workspaceId, where, after: place, limit, timezone });
  const count = rows.length;
  const values = textsOf(rows, done, payload).map(({ n, text }) => sql`(${workspaceId}, ${id}, ${n}, ${text}, ${at})`);
  await sql`insert into export_chunks (workspace_id, job_id, n, text, made_at) values ${sql.join(values)}`.execute(tx);
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

/** The rows as they are kept, at least one text: a file without rows has its headings. */
function textsOf(rows: readonly CellValue[][], first: number, { format = 'csv', language }: ExportPayload): Text[] {
  const { pieceOf, rowsAText } = FILE_FORMATS[format];
  return Array.from({ length: Math.max(1, Math.ceil(rows.length / rowsAText)) }, (_, index) => {
    const from = index * rowsAText;
    const n = first + from;
    return { n, text: pieceOf(rows.slice(from, from + rowsAText), n, EXPORT_WORDS[language]) };
  });
}
