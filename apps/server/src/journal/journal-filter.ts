import type { JournalFilter } from '@carillon/contract';
import { isTimezone } from '@carillon/telephony';
import { type RawBuilder, sql } from 'kysely';
import { readingsOf } from '../clients/list-clients.ts';
import { foldText } from '../clients/fold-text.ts';
import { searchPatterns } from '../clients/search-patterns.ts';
import type { Tx } from '../db/in-workspace.ts';
import { AppError, invalid } from '../errors.ts';
import type { Identity } from '../http/identity.ts';
import { IS_RECORDED } from './is-recorded.ts';

const CLIENTS_MAX = 200;
/** Of words that everybody says, the newest conversations. */
const SAID_MAX = 50_000;
/** From here on conversations are few enough for an index of their own, by employee. */
const LONG_TALK_SECONDS = 600;

/** Who reads the journal: everybody reads all of it, and finds only words that they may hear (5.10). */
export type Viewer = Pick<Identity, 'userId' | 'role'>;
type Span = { from?: string | undefined; to?: string | undefined; updatedAfter?: string | undefined };
/** A filter whose words have been looked up: what a person typed has become numbers and clients. */
export type Journal = {
  workspaceId: string;
  filter: JournalFilter & Span;
  readings: readonly string[] | null;
  found: Found | null;
  sourced: Sourced | null;
  said: Said | null;
};
/** `hearer`: the agent who may hear some conversations only; null hears all. */
type Said = { words: string; hearer: string | null };
type Found = { clients: readonly string[]; readings: readonly string[] };
/** The DIDs that have the asked source (of the empty one: any), and whether any visit has. */
type Sourced = { dids: string[]; hasVisits: boolean };

/** Rows of `calls k` that the journal has, whatever is filtered: no legs of other calls (F11), nothing unconfirmed (F4), no mere click (3.7). The view `journal_calls` says the same. */
const IS_ROW = sql.raw(`k.confirmed and k.linked_call_id is null and k.status not in ('requested', 'not-placed')`);

/**
 * Reads what a filter names. What is no number finds nothing.
 *
 * @param viewer - needed where the filter may have words of conversations.
 * @throws {AppError} `invalid` for a zone nobody knows, `bad-request` for the year 0.
 */
export async function readJournalFilter(
  tx: Tx,
  workspaceId: string,
  filter: JournalFilter & Span,
  viewer?: Viewer,
): Promise<Journal> {
  const { number, q, zone, source } = filter;
  if (zone !== undefined && !isTimezone(zone)) throw invalid('/zone', 'is no time zone');
  if ([filter.from, filter.to, filter.updatedAfter].some((time) => time?.startsWith('0000')))
    throw new AppError('bad-request', 'There was no year 0.');
  const readings = number === undefined ? null : await readingsOf(tx, workspaceId, number);
  const found = q === undefined ? null : await findText(tx, workspaceId, q);
  return {
    workspaceId,
    filter,
    readings,
    found,
    sourced: source === undefined ? null : await findSource(tx, workspaceId, source),
    said: readSaid(filter, viewer),
  };
}

async function findSource(tx: Tx, workspaceId: string, source: string): Promise<Sourced> {
  const { rows } = await sql<Sourced>`
    select array(select n.did from pbx_numbers n where n.workspace_id = ${workspaceId} and n.source <> '' and ${source} in ('', n.source)) as dids,
      (select v.call_id from call_visits v where v.workspace_id = ${workspaceId} and v.source = ${source} and v.call_id is not null
        order by v.call_id limit 1) is not null as "hasVisits" -- in the order of its index: an "exists" walks all visits of sources that have none
  `.execute(tx);
  return rows[0] ?? { dids: [], hasVisits: false };
}

function readSaid({ said = '' }: JournalFilter, viewer: Viewer | undefined): Said | null {
  if (said.trim() === '') return null;
  if (viewer === undefined) throw new Error('Nobody searches conversations without saying who they are.');
  return { words: foldText(said), hearer: viewer.role === 'agent' ? viewer.userId : null };
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

/** Where rows are looked for: in a short stretch each may be asked for its own visit; anywhere, a source's visits lead to their calls. */
type Look = 'anywhere' | 'in a stretch';

/** As a condition on `calls k`. Each part has an index, or leaves enough rows for the index of time. */
export function journalConditions(journal: Journal, look: Look = 'anywhere'): RawBuilder<unknown> {
  const { workspaceId, filter, readings, found, sourced, said } = journal;
  const parts = [sql`k.workspace_id = ${workspaceId} and ${IS_ROW}`];
  const { direction, from, to, userId, did, recorded, minSeconds, maxSeconds, clientId, source, updatedAfter } = filter;
  parts.push(direction === undefined ? sql`k.direction <> 'internal'` : sql`k.direction = ${direction}`);
  if (from !== undefined) parts.push(sql`k.started_at >= ${from}::timestamptz`);
  if (to !== undefined) parts.push(sql`k.started_at < ${to}::timestamptz`);
  if (userId !== undefined) parts.push(sql`k.user_id = ${userId}`);
  parts.push(...statusConditions(filter), ...clockConditions(filter, sql`k.started_at`));
  if (readings !== null) parts.push(sql`k.client_number = any(${[...readings]})`);
  if (did !== undefined) parts.push(sql`k.did = any(${[did, `+${did}`]})`);
  if (source !== undefined && sourced !== null) parts.push(sourceCondition(journal, { source, sourced, look }));
  if (recorded !== undefined) parts.push(recorded ? IS_RECORDED : sql`not ${IS_RECORDED}`);
  if (minSeconds !== undefined) parts.push(sql`k.talk_seconds >= ${minSeconds}`);
  if (minSeconds !== undefined && minSeconds >= LONG_TALK_SECONDS) parts.push(sql.raw(`k.talk_seconds >= ${LONG_TALK_SECONDS}`));
  if (maxSeconds !== undefined) parts.push(sql`k.talk_seconds <= ${maxSeconds}`);
  if (clientId !== undefined) parts.push(ofClients(workspaceId, [clientId]));
  if (found !== null)
    parts.push(sql`(${ofClients(workspaceId, found.clients)} or k.client_number = any(${[...found.readings]}))`);
  if (said !== null) parts.push(sql`k.id = any(array(select s.call_id from ${callsSaidIn(workspaceId, said, { from, to })} s))`);
  if (updatedAfter !== undefined) parts.push(sql`k.updated_at > ${updatedAfter}::timestamptz`);
  return sql.join(parts, sql` and `);
}

/** The calls in which the words were said, newest first, as a function to select from. */
export const callsSaidIn = (
  workspaceId: string,
  { words, hearer }: Said,
  { from, to }: Pick<Span, 'from' | 'to'>,
): RawBuilder<unknown> =>
  sql`find_said(${workspaceId}, ${words}, ${from ?? null}::timestamptz, ${to ?? null}::timestamptz, ${hearer}::uuid, ${SAID_MAX})`;

/** By somebody's clock: a cell of the week (5.7). */
export function clockConditions({ weekday, hour, zone = 'UTC' }: JournalFilter, at: RawBuilder<unknown>): RawBuilder<unknown>[] {
  const local = sql`(${at} at time zone ${zone})`;
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
function sourceCondition(
  { workspaceId }: Journal,
  { source, sourced: { dids, hasVisits }, look }: { source: string; sourced: Sourced; look: Look },
): RawBuilder<unknown> {
  // One look-up a row: as a `not exists` it is hashed over all visits.
  const ofVisit = sql`(select v.source from call_visits v where v.workspace_id = ${workspaceId} and v.call_id = k.id and v.call_id is not null)`;
  if (source === '') return sql`(k.did = any(${dids})) is not true and ${ofVisit} is null`;
  const visits =
    look === 'in a stretch'
      ? sql`${ofVisit} = ${source}`
      : sql`k.id in (select v.call_id from call_visits v where v.workspace_id = ${workspaceId} and v.source = ${source} and v.call_id is not null)`;
  const byDid = sql`(k.did = any(${dids}) and ${ofVisit} is null)`;
  const ways = [...(hasVisits ? [visits] : []), ...(dids.length > 0 ? [byDid] : [])];
  return ways.length === 0 ? sql`false` : sql`(${sql.join(ways, sql` or `)})`;
}
