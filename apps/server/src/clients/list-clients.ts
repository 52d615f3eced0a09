import type { ClientListQuery, ClientType, LeadListQuery } from '@carillon/contract';
import { readNumber } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { AppError } from '../errors.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import { typedNumberDoor } from '../people/number-door.ts';
import type { ClientRecord } from './client-record.ts';
import { loadClients } from './load-clients.ts';
import { searchPatterns } from './search-patterns.ts';

const COUNTED_MAX = 10_000;

/** What a list of clients may be asked for; `status` and `pool` of leads alone. */
export type ListQuery = ClientListQuery & Pick<LeadListQuery, 'status' | 'pool'>;
type List = { workspaceId: string; type: ClientType; query: ListQuery };
export type ClientPage = { items: ClientRecord[]; nextCursor: string | null; total: number | '10000+' };

/** A page of contacts, companies or leads with how many there are in all. */
export async function listClients(tx: Tx, { workspaceId, type, query }: List): Promise<ClientPage> {
  const limit = query.limit ?? 50;
  const filter = await filterOf(tx, workspaceId, query);
  const { rows: counts } = await sql<{ count: number }>`
    select count_clients(${workspaceId}, ${type}, ${JSON.stringify(filter)}::jsonb, ${COUNTED_MAX + 1}) as count
  `.execute(tx);
  const count = counts[0]?.count ?? 0;
  const frequent = query.q !== undefined && count > COUNTED_MAX;
  const after = query.cursor === undefined ? {} : { after: placeOf(query.cursor, query.sort ?? 'name') };
  const { rows } = await sql<{ id: string; place: string }>`
    select id, place from find_clients(${workspaceId}, ${type}, ${JSON.stringify({ ...filter, ...after, frequent })}::jsonb, ${limit + 1})
  `.execute(tx);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const items = await loadClients(tx, { workspaceId, type, ids: page.map(({ id }) => id) });
  return { items, nextCursor: last ? toCursor([last.place, last.id]) : null, total: count > COUNTED_MAX ? '10000+' : count };
}

/** Of the SQL function `find_clients`. */
async function filterOf(tx: Tx, workspaceId: string, query: ListQuery): Promise<Record<string, unknown>> {
  const { q, number, archived = false, sort = 'name', responsibleId, companyId, externalId, status, pool } = query;
  return {
    archived: archived || status === 'converted',
    patterns: q === undefined ? [] : searchPatterns(q),
    sort: sort.replace('-', ''),
    descending: sort.startsWith('-'),
    ...(responsibleId === undefined ? {} : { responsibleId }),
    ...(status === undefined ? {} : { status }),
    ...(pool === undefined ? {} : { pool }),
    ...(companyId === undefined ? {} : { companyId }),
    ...(externalId === undefined ? {} : { externalId }),
    ...(number === undefined ? {} : { readings: await readingsOf(tx, workspaceId, number) }),
  };
}

/** All valid readings of what was typed; none when it is no number, and then nobody has it. */
export async function readingsOf(tx: Tx, workspaceId: string, number: string): Promise<readonly string[]> {
  const reading = readNumber(number, await typedNumberDoor(tx, workspaceId));
  return reading.kind === 'number' ? reading.readings : [];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function placeOf(cursor: string, sort: string): { place: string; id: string } {
  const [place, id] = fromCursor(cursor, 2);
  const fits = typeof place === 'string' && typeof id === 'string' && UUID.test(id);
  if (!fits || (!sort.endsWith('name') && !/^[\d.:+ -]{19,40}$/.test(place))) {
    throw new AppError('bad-request', 'This cursor belongs to another list: start again without it.');
  }
  return { place, id };
}
