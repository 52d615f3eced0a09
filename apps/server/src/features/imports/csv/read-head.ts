import { parse } from 'csv-parse/sync';
import { fieldOf, guessFields, type ImportField, isHeader } from './columns.ts';
import { detectDelimiter } from './delimiter.ts';

export type CsvHead = {
  delimiter: string;
  hasHeader: boolean;
  columns: { header: string; field: ImportField; samples: string[] }[];
};

const SAMPLES = 3;
const LOOKED_AT = 65_536;

/** The options under which head and rows are read alike. */
export const csvOptions = (delimiter: string) =>
  ({ delimiter, bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true }) as const;

/** Delimiter, columns and a few samples, from the beginning of the file. */
export function readHead(csv: string): CsvHead {
  const delimiter = detectDelimiter(csv);
  const start = csv.length > LOOKED_AT ? csv.slice(0, csv.lastIndexOf('\n', LOOKED_AT)) : csv;
  const rows = parse(start, { ...csvOptions(delimiter), to: SAMPLES + 1 });
  const first = rows[0] ?? [];
  const hasHeader = isHeader(first);
  const samples = rows.slice(hasHeader ? 1 : 0, hasHeader ? SAMPLES + 1 : SAMPLES);
  const guessed = hasHeader ? first.map(fieldOf) : guessFields(first);
  const columns = first.map((cell, index) => ({
    header: hasHeader ? cell.trim() : `${index + 1}`,
    field: guessed[index] ?? 'ignore',
    samples: samples.map((row) => row[index] ?? ''),
  }));
  return { delimiter, hasHeader, columns };
}
