import { Readable } from 'node:stream';
import type { ExportFormat } from '@carillon/contract';
import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import type { JobKey } from '../../jobs/job-store.ts';
import { openWorkbook, type Sheet } from '../../xlsx/open-workbook.ts';
import { ROWS_A_SHEET } from '../../xlsx/sheet-xml.ts';
import { EXPORT_WORDS } from './export-words.ts';
import { columnsOf } from './file-formats.ts';

const TEXTS_AT_ONCE = 4;

type Finished = JobKey & { format: ExportFormat; language: 'en' | 'ru'; rows: number; madeAt: Date };

/** A finished file, one piece at a time, as fast as it is taken; whoever goes away ends the reading. */
export function openExport(db: Kysely<Database>, { format, language, rows, madeAt, ...job }: Finished): Readable {
  if (format === 'csv') return Readable.from(textsOf(db, job, { from: 0, to: rows + 1 }));
  const words = EXPORT_WORDS[language];
  const sheets = Array.from({ length: Math.max(1, Math.ceil(rows / ROWS_A_SHEET)) }, (_, index): Sheet => {
    const from = index * ROWS_A_SHEET;
    const to = from + ROWS_A_SHEET;
    const name = index === 0 ? words.sheet : `${words.sheet} ${index + 1}`;
    const rowCount = Math.min(rows, to) - from;
    return { name, columns: columnsOf(words), rowCount, rows: () => textsOf(db, job, { from, to }) };
  });
  return openWorkbook(sheets, { language, madeAt });
}

type Span = { from: number; to: number };

async function* textsOf(db: Kysely<Database>, { workspaceId, id }: JobKey, { from, to }: Span): AsyncGenerator<string> {
  for (let after = from - 1; ; ) {
    const { rows } = await inWorkspace(db, workspaceId, (tx) =>
      sql<{ n: number; text: string }>`
        select n, text from export_chunks where workspace_id = ${workspaceId} and job_id = ${id} and n > ${after} and n < ${to}
        order by n limit ${TEXTS_AT_ONCE}
      `.execute(tx),
    );
    for (const { text } of rows) yield text;
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.n;
  }
}
