import { type NumberDoor, readNumber } from '@carillon/telephony';
import type { ImportField } from './columns.ts';

/** One row of the file, read as far as it can be without the database. */
export type ImportRow = {
  /** Line of the table, the header being 1. */
  row: number;
  name: string | null;
  familyName: string | null;
  givenName: string | null;
  patronymic: string | null;
  numbers: { e164: string; typed: string; suffix: string | null }[];
  emails: string[];
  company: string | null;
  responsible: string | null;
  tags: string[];
  externalId: string | null;
  /** What could not be read. The rest of the row is imported. */
  faults: string[];
};

const BETWEEN_NUMBERS = /[;\n]|[,/](?=\s*\+?[\d(])/;
const CELL_MAX = 300;

/** Cells are text and stay text: one that begins with `=` is no formula here. */
export function readRow({
  row,
  cells,
  fields,
  door,
}: {
  row: number;
  cells: readonly string[];
  fields: readonly ImportField[];
  door: NumberDoor;
}): ImportRow {
  const all = (field: ImportField) =>
    cells.filter((cell, index) => fields[index] === field && cell.trim() !== '').map((cell) => cell.trim());
  const one = (field: ImportField) => all(field)[0]?.replace(/\s+/gu, ' ').slice(0, CELL_MAX) ?? null;
  const faults: string[] = [];
  const numbers = all('phone')
    .flatMap((cell) => cell.split(BETWEEN_NUMBERS))
    .filter((typed) => typed.trim() !== '')
    .flatMap((typed) => {
      const reading = readNumber(typed.trim(), door);
      if (reading.kind === 'number')
        return [{ e164: reading.e164, typed: typed.trim().slice(0, 60), suffix: reading.suffix ?? null }];
      faults.push(`${JSON.stringify(typed.trim().slice(0, 60))} can't be read as a client's phone number.`);
      return [];
    });
  const mails = all('email')
    .flatMap((cell) => cell.split(/[\s,;]+/))
    .filter(Boolean);
  const emails = mails.filter((mail) => /^[^@\s]+@[^@\s]+$/.test(mail) && mail.length <= 254);
  for (const mail of mails) if (!emails.includes(mail)) faults.push(`${JSON.stringify(mail.slice(0, 60))} is no e-mail address.`);
  return {
    row,
    name: one('name'),
    familyName: one('familyName'),
    givenName: one('givenName'),
    patronymic: one('patronymic'),
    numbers: numbers.filter(({ e164 }, index) => numbers.findIndex((number) => number.e164 === e164) === index).slice(0, 50),
    emails: [...new Set(emails)].slice(0, 20),
    company: one('company'),
    responsible: one('responsible'),
    tags: [
      ...new Set(
        all('tags')
          .flatMap((cell) => cell.split(/[,;]/))
          .map((tag) => tag.trim().slice(0, 60))
          .filter(Boolean),
      ),
    ].slice(0, 50),
    externalId: one('externalId')?.slice(0, 200) ?? null,
    faults,
  };
}
