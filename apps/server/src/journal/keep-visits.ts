import { createHash } from 'node:crypto';
import { instantOfWallClock, readNumber } from '@carillon/telephony';
import type { TrackedCall, WebhookEvent } from '@carillon/zadarma';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { touchCalls } from '../call-news.ts';
import type { Tx } from '../db/in-workspace.ts';
import { markHours } from './mark-hours.ts';

type Place = { workspaceId: string; connectionId: string; now: Date };
type Reading = { country: string; areaCode: string | null; accountTimezone: string };

const TEXT_MAX = 500;
const PAGE_MAX = 2000;
/** The cloud reports at most every 8 minutes; a call that was recovered later still finds its visit. */
const LOOKED_FOR_DAYS = 7;
const CLOCKS_DIFFER = sql.raw(`interval '2 minutes'`);

/** 5.12: keeps what call tracking tells, each visit once, and joins it to its call. */
export async function keepVisits(
  tx: Tx,
  place: Place,
  reading: Reading,
  events: readonly (WebhookEvent | null)[],
): Promise<void> {
  const told = events.flatMap((event) => (event?.event === 'CALL_TRACKING' ? event.calls : []));
  if (told.length === 0) return;
  const { workspaceId, connectionId, now } = place;
  const rows = told.map((visit) => rowOf(visit, reading, now));
  await sql`
    insert into call_visits (workspace_id, connection_id, received_at, id, fingerprint, pbx_call_id, readings, did, started_at, tracker, source, medium,
      campaign, term, content, page, first_visit)
    select ${workspaceId}, ${connectionId}, ${now}, r.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, fingerprint text, pbx_call_id text, readings text[], did text,
      started_at timestamptz, tracker text, source text, medium text, campaign text, term text, content text, page text, first_visit text)
    on conflict do nothing
  `.execute(tx);
  await joinVisits(tx, workspaceId, now);
}

function rowOf(visit: TrackedCall, { country, areaCode, accountTimezone }: Reading, now: Date): Record<string, unknown> {
  const read = readNumber(visit.callerId ?? '', { door: 'pbx', country, areaCode: areaCode ?? undefined });
  const cut = (text: string | null, max = TEXT_MAX): string | null => (text ? wellFormed(text.slice(0, max)) : null);
  const { utm } = visit;
  return {
    id: uuidv7(),
    fingerprint: createHash('sha256').update(JSON.stringify(visit)).digest('hex'),
    pbx_call_id: cut(visit.pbxCallId),
    readings: read.kind === 'number' ? read.readings : [],
    did: cut(visit.callerDid),
    started_at: visit.start === null ? null : instantOfWallClock(visit.start, accountTimezone, now),
    tracker: cut(visit.tracker),
    source: cut(utm.source) ?? cut(visit.tracker),
    medium: cut(utm.medium),
    campaign: cut(utm.campaign),
    term: cut(utm.term),
    content: cut(utm.content),
    page: cut(visit.url, PAGE_MAX),
    first_visit: cut(visit.firstUtm, PAGE_MAX),
  };
}

/** Half a character, which a cut leaves, is nothing a database takes. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

/**
 * Joins visits that have no call yet: by the call's id where the cloud tells one, else to the incoming call of this number that began
 * nearest. A call has one visit.
 */
export async function joinVisits(tx: Tx, workspaceId: string, now: Date): Promise<void> {
  const { rows } = await sql<{ callId: string }>`
    with lonely as materialized (
      select id, connection_id, pbx_call_id, readings, started_at from call_visits
      where workspace_id = ${workspaceId} and call_id is null and received_at > ${now}::timestamptz - ${LOOKED_FOR_DAYS} * interval '1 day'
    ), candidates as (
      select v.id, k.id as call_id, interval '0' as gap from lonely v
      join calls k on k.workspace_id = ${workspaceId} and k.connection_id = v.connection_id and k.pbx_call_id = v.pbx_call_id
      union all
      select v.id, k.id, greatest(k.started_at - v.started_at, v.started_at - k.started_at) from lonely v
      cross join lateral unnest(v.readings) r
      join calls k on k.workspace_id = ${workspaceId} and k.client_number = r and k.direction = 'inbound'
        and k.started_at between v.started_at - ${CLOCKS_DIFFER} and v.started_at + ${CLOCKS_DIFFER}
      where v.pbx_call_id is null
    ), free as (
      select c.* from candidates c
      left join call_visits t on t.workspace_id = ${workspaceId} and t.call_id = c.call_id
      where t.id is null
    ), nearest as (
      select distinct on (id) * from free order by id, gap, call_id
    ), chosen as (
      select distinct on (call_id) * from nearest order by call_id, gap, id
    )
    update call_visits v set call_id = c.call_id from chosen c
    where v.workspace_id = ${workspaceId} and v.id = c.id and v.call_id is null
    returning v.call_id as "callId"
  `.execute(tx);
  const callIds = rows.map(({ callId }) => callId);
  await touchCalls(tx, { workspaceId, callIds, at: now });
  await markHours(tx, workspaceId, callIds);
}
