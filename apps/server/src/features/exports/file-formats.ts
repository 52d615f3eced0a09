import type { ExportFormat } from '@carillon/contract';
import type { CellValue, Column, ColumnKind } from '../../xlsx/column.ts';
import { XLSX_TYPE } from '../../xlsx/open-workbook.ts';
import { ROWS_A_SHEET, sheetRows } from '../../xlsx/sheet-xml.ts';
import { csvCell } from './csv-cell.ts';
import type { ExportWords } from './export-words.ts';

type Rows = readonly (readonly CellValue[])[];
type FileFormat = {
  type: string;
  /** The rows from the `first` of the file on, as they are kept until somebody takes the file. */
  pieceOf: (rows: Rows, first: number, words: ExportWords) => string;
  /** Kept in texts of some 50,000 characters: larger ones stay in memory until all of it is swept. */
  rowsAText: number;
  /** How many rows from there on may be in one piece. */
  room: (first: number) => number;
};

/** Like the headings, in their order. */
const COLUMNS: readonly [kind: ColumnKind, width: number][] = [
  ['time', 20],
  ['text', 13],
  ['text', 15],
  ['text', 26],
  ['text', 17],
  ['text', 17],
  ['text', 16],
  ['text', 20],
  ['text', 12],
  ['duration', 11],
  ['duration', 11],
  ['text', 11],
  ['text', 14],
  ['text', 16],
  ['text', 26],
  ['text', 18],
  ['text', 40],
  ['text', 16],
  ['text', 38],
];
const WAIT = 9;
const TALK = 10;

export const columnsOf = ({ headings, wait, talk }: ExportWords): Column[] =>
  COLUMNS.map(([kind, width], index) => {
    const heading = index === WAIT ? wait : index === TALK ? talk : (headings[index] ?? '');
    return { kind, width, heading };
  });

export const FILE_FORMATS: Readonly<Record<ExportFormat, FileFormat>> = {
  csv: { type: 'text/csv; charset=utf-8', pieceOf: csvPiece, rowsAText: 250, room: () => Number.POSITIVE_INFINITY },
  xlsx: {
    type: XLSX_TYPE,
    pieceOf: (rows, first, words) => sheetRows(columnsOf(words), rows, first),
    rowsAText: 50,
    room: (first) => ROWS_A_SHEET - (first % ROWS_A_SHEET),
  },
};

/** The first one with the mark that tells spreadsheets it is UTF-8. */
function csvPiece(rows: Rows, first: number, words: ExportWords): string {
  const { delimiter } = words;
  const line = (cells: readonly CellValue[]): string => `${cells.map((cell) => csvCell(cell, delimiter)).join(delimiter)}\r\n`;
  return `${first === 0 ? `\uFEFF${line(words.headings)}` : ''}${rows.map(line).join('')}`;
}
