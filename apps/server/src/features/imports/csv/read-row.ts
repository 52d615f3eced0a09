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

type Cells = { row: number; cells: readonly string[]; fields: readonly ImportField[]; door: NumberDoor };

/** Cells are text and stay text: one that begins with `=` is no formula here. */
export function readRow({ row, cells, fields, door }: Cells): ImportRow {
  const all = (field: ImportField) =>
    cells.filter((cell, index) => fields[index] === field && cell.trim() !== '').map((cell) => cell.trim());
  const one = (field: ImportField) => all(field)[0]?.replace(/\s+/gu, ' ').slice(0, CELL_MAX) ?? null;
  const { numbers, faults } = readNumbers(all('phone'), door);
  const { emails, faults: wrongEmails } = readEmails(all('email'));
  return {
    row,
    name: one('name'),
    familyName: one('familyName'),
    givenName: one('givenName'),
    patronymic: one('patronymic'),
    numbers,
    emails,
    company: one('company'),
    responsible: one('responsible'),
    tags: readTags(all('tags')),
    externalId: one('externalId')?.slice(0, 200) ?? null,
    faults: [...faults, ...wrongEmails],
  };
}

/** A cell may hold several numbers; each counts once. */
function readNumbers(cells: readonly string[], door: NumberDoor): { numbers: ImportRow['numbers']; faults: string[] } {
  const numbers = new Map<string, ImportRow['numbers'][number]>();
  const faults: string[] = [];
  for (const cell of cells.flatMap((text) => text.split(BETWEEN_NUMBERS))) {
    const typed = cell.trim().slice(0, 60);
    if (typed === '') continue;
    const reading = readNumber(typed, door);
    if (reading.kind !== 'number') faults.push(`${JSON.stringify(typed)} can't be read as a client's phone number.`);
    else if (!numbers.has(reading.e164)) numbers.set(reading.e164, { e164: reading.e164, typed, suffix: reading.suffix ?? null });
  }
  return { numbers: [...numbers.values()].slice(0, 50), faults };
}

function readEmails(cells: readonly string[]): { emails: string[]; faults: string[] } {
  const mails = cells.flatMap((cell) => cell.split(/[\s,;]+/)).filter(Boolean);
  const isEmail = (mail: string) => /^[^@\s]+@[^@\s]+$/.test(mail) && mail.length <= 254;
  const wrong = mails.filter((mail) => !isEmail(mail));
  return {
    emails: [...new Set(mails.filter(isEmail))].slice(0, 20),
    faults: wrong.map((mail) => `${JSON.stringify(mail.slice(0, 60))} is no e-mail address.`),
  };
}

function readTags(cells: readonly string[]): string[] {
  const tags = cells.flatMap((cell) => cell.split(/[,;]/)).map((tag) => tag.trim().slice(0, 60));
  return [...new Set(tags.filter(Boolean))].slice(0, 50);
}
