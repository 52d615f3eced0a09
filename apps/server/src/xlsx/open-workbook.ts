import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Column } from './column.ts';
import { sheetHead, sheetTail } from './sheet-xml.ts';
import { type Language, sheetPath, workbookParts } from './workbook-parts.ts';

/** A table of a workbook. `rows` are pieces of `sheetRows`, asked for when it is their turn. */
export type Sheet = {
  name: string;
  columns: readonly Column[];
  rowCount: number;
  rows: () => AsyncIterable<string> | Iterable<string>;
};

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const PIECE_BYTES = 65_536;
/** XML shrinks by nine tenths at any level; the higher ones only cost time. */
const COMPRESSION = { compressionLevel: 3 };

/**
 * A workbook (XLSX) as it is taken: a piece at a time, compressed by zlib's threads. Whoever stops reading stops the rows; rows that fail
 * break the file off.
 */
export function openWorkbook(sheets: readonly Sheet[], { language, madeAt }: { language: Language; madeAt: Date }): Readable {
  const zip = new ZipFile();
  const file = zip.outputStream as Readable; // yazl makes a PassThrough and types it as less
  const sources = new Set<Readable>();
  zip.on('error', (error) => file.destroy(error instanceof Error ? error : undefined));
  file.once('close', () => {
    for (const source of sources) source.destroy();
  });
  const options = { mtime: madeAt, ...COMPRESSION };
  for (const [path, xml] of Object.entries(workbookParts(sheets, language))) zip.addBuffer(Buffer.from(xml), path, options);
  for (const [index, sheet] of sheets.entries()) {
    zip.addReadStreamLazy(sheetPath(index), options, (take) => {
      const source = Readable.from(piecesOf(sheet, index === 0), { objectMode: false });
      sources.add(source);
      source.once('error', (error) => file.destroy(error));
      take(null, source);
    });
  }
  zip.end();
  return file;
}

/** Never so much at once that calls would have to wait. */
async function* piecesOf(sheet: Sheet, isFirst: boolean): AsyncGenerator<Buffer> {
  yield Buffer.from(sheetHead(sheet.columns, isFirst));
  for await (const rows of sheet.rows()) {
    const bytes = Buffer.from(rows);
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) yield bytes.subarray(from, from + PIECE_BYTES);
  }
  yield Buffer.from(sheetTail(sheet));
}
