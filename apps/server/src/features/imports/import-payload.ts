import { invalid } from '../../errors.ts';
import { type CsvHead, readHead } from './csv/read-head.ts';
import type { ImportField } from './csv/columns.ts';

/** What an import job is given to work on. */
export type ImportPayload = { csv: string; columns: ImportField[]; duplicates: 'skip' | 'update' };

/**
 * The head of a file somebody sent.
 *
 * @throws {AppError} `invalid` at /csv: no text in UTF-8, no rows, or no table.
 */
export function openCsv(csv: string): CsvHead {
  // What a Windows-1251 file becomes when it is read as UTF-8
  if (csv.includes('\uFFFD') || csv.includes('\u0000')) {
    throw invalid('/csv', 'The file is not UTF-8. Save it as "CSV UTF-8" (other encodings, such as Windows-1251, are not read).');
  }
  let head: CsvHead;
  try {
    head = readHead(csv);
  } catch (cause) {
    throw invalid('/csv', `The file is no CSV table: ${cause instanceof Error ? cause.message : 'it can not be read'}`);
  }
  if (head.columns.length === 0) throw invalid('/csv', 'The file has no rows.');
  return head;
}

/**
 * What each column is: as asked, or as the headers tell.
 *
 * @throws {AppError} `invalid` at /columns when there is nothing to make a contact of.
 */
export function chooseColumns(head: CsvHead, asked: ImportField[] | undefined): ImportField[] {
  const columns = asked ?? head.columns.map(({ field }) => field);
  const naming: ImportField[] = ['name', 'familyName', 'givenName', 'phone'];
  if (!columns.some((column) => naming.includes(column)))
    throw invalid('/columns', 'Say which column holds names or phone numbers.');
  return columns;
}
