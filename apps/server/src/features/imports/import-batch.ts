import { uuidv7 } from 'uuidv7';
import { absorbAutomatic } from '../../clients/absorb-automatic.ts';
import type { ClientDraft } from '../../clients/client-record.ts';
import { foldText } from '../../clients/fold-text.ts';
import { loadClients } from '../../clients/load-clients.ts';
import { currentNumbers } from '../../clients/make-client.ts';
import { findOwnNumbers } from '../../clients/read-phones.ts';
import { touchAutomatic } from '../../clients/touch-automatic.ts';
import type { Tx } from '../../db/in-workspace.ts';
import type { ImportRow } from './csv/read-row.ts';
import { findKnown, type Known, matchRow, remember } from './find-duplicates.ts';
import { findOrMakeCompanies } from './find-companies.ts';
import { draftOf } from './import-draft.ts';
import { type Written, writeDrafts } from './write-drafts.ts';

export type Fault = { row: number; detail: string };
export type BatchReport = {
  created: number;
  updated: number;
  skipped: number;
  failed: number;
  companies: number;
  /** What calls had made of these clients before they were brought in (6.9). */
  absorbedLeads: number;
  faults: Fault[];
};
export type BatchInput = {
  workspaceId: string;
  rows: readonly ImportRow[];
  duplicates: 'skip' | 'update';
  /** Active users by folded e-mail address and name. */
  users: ReadonlyMap<string, string>;
  at: Date;
};

const COUNTS = { created: 0, updated: 0, skipped: 0, failed: 0, companies: 0, absorbedLeads: 0 };

/** Brings a batch of rows in, in the caller's transaction: all of it or nothing. */
export async function importBatch(tx: Tx, { workspaceId, rows: read, duplicates, users, at }: BatchInput): Promise<BatchReport> {
  const report: BatchReport = { ...COUNTS, faults: [] };
  const rows = await withoutOwnNumbers(tx, workspaceId, read);
  const known = await findKnown(tx, workspaceId, rows);
  const { made, companyOf } = await findOrMakeCompanies(tx, {
    workspaceId,
    names: rows.flatMap(({ company }) => company ?? []),
    at,
  });
  report.companies = made;
  const before = await loadMatched(tx, { workspaceId, rows, known, duplicates });
  const writes = new Map<string, Written>();
  const touched: string[] = [];
  for (const row of rows) {
    report.faults.push(...row.faults.map((detail) => ({ row: row.row, detail })));
    const match = matchRow(known, row);
    const isAutomatic = match !== undefined && known.automatic.delete(match); // the next row about them finds them known
    if (match !== undefined && duplicates === 'skip' && !isAutomatic) {
      report.skipped += 1;
      continue;
    }
    const company = companyOf(row.company);
    const responsibleId = responsibleOf(row, users, report.faults);
    const old = match === undefined ? undefined : (writes.get(match) ?? before.get(match));
    const draft = draftOf(row, { companyId: company?.id ?? null, responsibleId }, isAutomatic ? unnamed(old) : old?.draft);
    if (draft.name === '') {
      report.failed += 1;
      report.faults.push({ row: row.row, detail: 'The row has neither a name nor a phone number.' });
      continue;
    }
    const id = old?.id ?? uuidv7();
    report[old ? 'updated' : 'created'] += 1;
    if (isAutomatic) touched.push(id);
    writes.set(id, { id, draft, companyName: company?.name ?? old?.companyName ?? null, had: old?.had ?? [] });
    remember(known, row, id);
  }
  await writeDrafts(tx, { workspaceId, at, clients: [...writes.values()] });
  report.absorbedLeads = await absorb(tx, { workspaceId, at, writes: [...writes.values()], touched });
  return report;
}

/** A name that automation made of a number does not stand in the way of a row's. */
function unnamed(old: Written | undefined): ClientDraft | undefined {
  return old && { ...old.draft, name: '' };
}

type Absorb = { workspaceId: string; at: Date; writes: readonly Written[]; touched: readonly string[] };

async function absorb(tx: Tx, { workspaceId, at, writes, touched }: Absorb): Promise<number> {
  if (touched.length > 0) await touchAutomatic(tx, { workspaceId, clientIds: touched, at });
  const clients = writes.map(({ id, draft }) => ({ id, type: 'contact' as const, numbers: currentNumbers(draft) }));
  return touched.length + (await absorbAutomatic(tx, { workspaceId, clients, at }));
}

/** A file may list the colleagues and the company's own lines: their numbers are no client's. */
async function withoutOwnNumbers(tx: Tx, workspaceId: string, rows: readonly ImportRow[]): Promise<ImportRow[]> {
  const all = rows.flatMap((row) => row.numbers.map(({ e164 }) => e164));
  const own = new Set((await findOwnNumbers(tx, workspaceId, all)).map(({ e164 }) => e164));
  if (own.size === 0) return [...rows];
  return rows.map((row) => {
    const theirs = row.numbers.filter(({ e164 }) => own.has(e164));
    const faults = theirs.map(({ e164 }) => `${e164} is a number of your own company or an employee.`);
    return { ...row, numbers: row.numbers.filter(({ e164 }) => !own.has(e164)), faults: [...row.faults, ...faults] };
  });
}

type Matched = { workspaceId: string; rows: readonly ImportRow[]; known: Known; duplicates: 'skip' | 'update' };

async function loadMatched(tx: Tx, { workspaceId, rows, known, duplicates }: Matched): Promise<Map<string, Written>> {
  const matched = new Set(rows.flatMap((row) => matchRow(known, row) ?? []));
  const ids = [...matched].filter((id) => duplicates === 'update' || known.automatic.has(id)).toSorted();
  if (ids.length === 0) return new Map();
  await tx
    .selectFrom('clients')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute();
  const records = await loadClients(tx, { workspaceId, type: 'contact', ids });
  return new Map(
    records.map((record) => [
      record.id,
      {
        id: record.id,
        draft: record satisfies ClientDraft,
        companyName: record.companyName,
        had: record.numbers.map(({ e164 }) => e164),
      },
    ]),
  );
}

function responsibleOf(row: ImportRow, users: ReadonlyMap<string, string>, faults: Fault[]): string | null {
  if (row.responsible === null) return null;
  const id = users.get(foldText(row.responsible));
  if (id === undefined)
    faults.push({ row: row.row, detail: `There is no active user ${JSON.stringify(row.responsible.slice(0, 60))}.` });
  return id ?? null;
}
