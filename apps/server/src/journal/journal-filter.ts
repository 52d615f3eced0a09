import type { JournalFilter } from '@carillon/contract';
import { isTimezone } from '@carillon/telephony';
import { type RawBuilder, sql } from 'kysely';
import { readingsOf } from '../clients/list-clients.ts';
import { foldText } from '../clients/fold-text.ts';
import { searchPatterns } from '../clients/search-patterns.ts';
import type { Tx } from '../db/in-workspace.ts';
import { invalid } from '../errors.ts';

const CLIENTS_MAX = 200;
/** From here on conversations are few enough for an index of their own. */
const LONG_TALK_SECONDS = 600;

type Span = { from?: string | undefined; to?: string | undefined; updatedAfter?: string | undefined };
/** A filter whose words have been looked up: what a person typed has become numbers and clients. */
export type Journal = {
  workspaceId: string;
  filter: JournalFilter & Span;
  readings: readonly string[] | null;
  found: Found | null;
};
type Found = { clients: readonly string[]; readings: readonly string[] };

/** Rows of `calls k` that the journal has, whatever is filtered: no legs of other calls (F11), nothing unconfirmed (F4), no mere click (3.7). The view `journal_calls` says the same. */
const IS_ROW = sql.raw(`k.confirmed and k.linked_call_id is null and k.status not in ('requested', 'not-placed')`);

/**
 * Reads what a filter names. What is no number finds nothing.
 *
 * @throws {AppError} `invalid` for a zone nobody knows.
 */
export async function readJournalFilter(tx: Tx, workspaceId: string, filter: JournalFilter & Span): Promise<Journal> {
  const { number, q, zone } = filter;
  if (zone !== undefined && !isTimezone(zone)) throw invalid('/zone', 'is no time zone');
  const readings = number === undefined ? null : await readingsOf(tx, workspaceId, number);
  return { workspaceId, filter, readings, found: q === undefined ? null : await findText(tx, workspaceId, q) };
}

async function findText(tx: Tx, workspaceId: string, q: string): Promise<Found | null> {
  const patterns = searchPatterns(q);
  if (patterns.length === 0) return null;
  const readings = await readingsOf(tx, workspaceId, q);
  const { rows } = await sql<{ id: string }>`
    select id from search_clients(${workspaceId}, ${patterns}, ${foldText(q)}, ${readings}, ${CLIENTS_MAX})
  `.execute(tx);
  return { clients: rows.map(({ id }) => id), readings };
}

/** As a condition on `calls k`. Each part has an index, or leaves enough rows for the index of time. */
export function journalConditions({ workspaceId, filter, readings, found }: Journal): RawBuilder<unknown> {
  const parts = [sql`k.workspace_id = ${workspaceId} and ${IS_ROW}`];
  const { direction, from, to, userId, did, recorded, minSeconds, maxSeconds, clientId, source, updatedAfter } = filter;
  parts.push(direction === undefined ? sql`k.direction <> 'internal'` : sql`k.direction = ${direction}`);
  if (from !== undefined) parts.push(sql`k.started_at >= ${from}::timestamptz`);
  if (to !== undefined) parts.push(sql`k.started_at < ${to}::timestamptz`);
  if (userId !== undefined) parts.push(sql`k.user_id = ${userId}`);
  parts.push(...statusConditions(filter), ...clockConditions(filter));
  if (readings !== null) parts.push(sql`k.client_number = any(${[...readings]})`);
  if (did !== undefined) parts.push(sql`k.did = any(${[did, `+${did}`]})`);
  if (source !== undefined) parts.push(sourceCondition(workspaceId, source));
  if (recorded !== undefined) parts.push(recorded ? sql`k.recordings <> '[]'` : sql`k.recordings = '[]'`);
  if (minSeconds !== undefined) parts.push(sql`k.talk_seconds >= ${minSeconds}`);
  if (minSeconds !== undefined && minSeconds >= LONG_TALK_SECONDS) parts.push(sql.raw(`k.talk_seconds >= ${LONG_TALK_SECONDS}`));
  if (maxSeconds !== undefined) parts.push(sql`k.talk_seconds <= ${maxSeconds}`);
  if (clientId !== undefined) parts.push(ofClients(workspaceId, [clientId]));
  if (found !== null)
    parts.push(sql`(${ofClients(workspaceId, found.clients)} or k.client_number = any(${[...found.readings]}))`);
  if (updatedAfter !== undefined) parts.push(sql`k.updated_at > ${updatedAfter}::timestamptz`);
  return sql.join(parts, sql` and `);
}

/** By somebody's clock: a cell of the week (5.7). */
function clockConditions({ weekday, hour, zone = 'UTC' }: JournalFilter): RawBuilder<unknown>[] {
  const local = sql`(k.started_at at time zone ${zone})`;
  return [
    ...(weekday === undefined ? [] : [sql`extract(isodow from ${local}) = ${weekday}`]),
    ...(hour === undefined ? [] : [sql`extract(hour from ${local}) = ${hour}`]),
  ];
}

/** `status` and `result` are one column under two names: both must hold. As literals, which the index of statuses asks for; the contract allows no other words. */
function statusConditions({ status, result }: JournalFilter): RawBuilder<unknown>[] {
  return [status, result].flatMap((words) =>
    words === undefined ? [] : [sql`k.status in (${sql.join(words.split(',').map((word) => sql.lit(word)))})`],
  );
}

const ofClients = (workspaceId: string, clients: readonly string[]): RawBuilder<unknown> =>
  sql`k.id = any(array(select l.call_id from call_clients l where l.workspace_id = ${workspaceId} and l.client_id = any(${[...clients]}::uuid[])))`;

/** The visit's source, and of calls without a visit the DID's (5.12); the empty one asks for calls without any. */
function sourceCondition(workspaceId: string, source: string): RawBuilder<unknown> {
  const ofVisits = sql`k.id in (select v.call_id from call_visits v where v.workspace_id = ${workspaceId} and v.call_id is not null and v.source is not null`;
  const ofDids = sql`array(select n.did from pbx_numbers n where n.workspace_id = ${workspaceId} and n.source`;
  if (source === '') return sql`not (${ofVisits})) and not coalesce(k.did = any(${ofDids} <> '')), false)`;
  return sql`(${ofVisits} and v.source = ${source}) or k.did = any(${ofDids} = ${source})) and not (${ofVisits})))`;
}
