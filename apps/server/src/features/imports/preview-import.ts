import type { ImportPreview } from '@carillon/contract';
import { inWorkspace } from '../../db/in-workspace.ts';
import { typedNumberDoor } from '../../people/number-door.ts';
import { readRows } from './csv/read-rows.ts';
import { findKnown, matchRow } from './find-duplicates.ts';
import { openCsv } from './import-payload.ts';
import type { ImportDeps } from './run-import.ts';

const FAULTS_SHOWN = 100;

/** What an import of this file would find; writes nothing. */
export async function previewImport({ db }: ImportDeps, workspaceId: string, csv: string): Promise<ImportPreview> {
  const { delimiter, hasHeader, columns } = openCsv(csv);
  const door = await inWorkspace(db, workspaceId, (tx) => typedNumberDoor(tx, workspaceId));
  const preview: ImportPreview = { delimiter, columns, rows: 0, faults: [], duplicates: 0 };
  const fields = columns.map(({ field }) => field);
  for await (const batch of readRows({ csv, delimiter, hasHeader, fields, door })) {
    if (typeof batch === 'number') continue; // not asked for
    preview.rows += batch.length;
    const faults = batch.flatMap(({ row, faults: details }) => details.map((detail) => ({ row, detail })));
    preview.faults.push(...faults.slice(0, FAULTS_SHOWN - preview.faults.length));
    const known = await inWorkspace(db, workspaceId, (tx) => findKnown(tx, workspaceId, batch));
    preview.duplicates += batch.filter((row) => matchRow(known, row) !== undefined).length;
  }
  return preview;
}
