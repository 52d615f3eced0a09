import type { CallListQuery, CallView, ClientType } from '@carillon/contract';
import { sql } from 'kysely';
import { callOfRequest } from '../../call-requests/request-store.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { readPlaceCursor, toCursor } from '../../http/cursor.ts';
import { findRows, TOTAL_MAX } from '../../journal/find-rows.ts';
import { readJournalFilter, type Viewer } from '../../journal/journal-filter.ts';

const iso = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
const person = (table: string, id: string) =>
  sql.raw(
    `(select jsonb_build_object('id', u.id, 'name', u.name) from users u where u.workspace_id = ${table}.workspace_id and u.id = ${id})`,
  );

const primary = (type: ClientType) =>
  sql.raw(`(select c.id from call_clients l join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id and c.type = '${type}'
    where l.workspace_id = k.workspace_id and l.call_id = k.id and l.is_primary)`);
/** The latest one of the primary client. */
const openDeal = (column: 'contact_id' | 'company_id') =>
  sql.raw(`(select d.id from call_clients l
    join deals d on d.workspace_id = l.workspace_id and d.${column} = l.client_id and d.archived_at is null and d.closed_at is null
    where l.workspace_id = k.workspace_id and l.call_id = k.id and l.is_primary order by d.updated_at desc limit 1)`);

/** The whole of a call, as everybody reads it. */
// long because: one statement that reads a call with everything that hangs on it
const view = sql`jsonb_build_object(
  'id', k.id, 'pbxCallId', case when k.status not in ('requested', 'not-placed') then k.pbx_call_id end, 'direction', k.direction, 'status', k.status, 'clientNumber', k.client_number, 'callerText', k.caller_text,
  'did', k.did, 'extension', k.extension, 'userId', k.user_id, 'answeredBy', k.answered_by, 'startedAt', ${iso('k.started_at')},
  'answeredAt', ${iso('k.answered_at')}, 'endedAt', ${iso('k.ended_at')}, 'timesApproximate', k.times_approximate, 'waitSeconds', k.wait_seconds,
  'talkSeconds', k.talk_seconds, 'disposition', k.disposition, 'origin', k.origin, 'version', k.version,
  'linkedCallId', coalesce(k.linked_call_id, (select o.id from calls o where o.workspace_id = k.workspace_id and o.linked_call_id = k.id limit 1)),
  'didLabel', (select n.label from pbx_numbers n where n.workspace_id = k.workspace_id and n.connection_id = k.connection_id and n.did = k.did),
  'user', ${person('k', 'k.user_id')}, 'answeredByUser', ${person('k', 'k.answered_by')},
  'participants', coalesce((select jsonb_agg(jsonb_build_object('extension', p.extension, 'userId', p.user_id, 'rangAt', ${iso('p.rang_at')},
      'answeredAt', ${iso('p.answered_at')}, 'leftAt', ${iso('p.left_at')}, 'outcome', p.outcome) order by p.n)
    from call_participants p where p.workspace_id = k.workspace_id and p.call_id = k.id), '[]'::jsonb),
  'clients', coalesce((select jsonb_agg(jsonb_build_object('type', c.type, 'id', c.id, 'name', c.name, 'because', l.because, 'primary', l.is_primary)
      order by l.is_primary desc, c.name)
    from call_clients l join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
    where l.workspace_id = k.workspace_id and l.call_id = k.id), '[]'::jsonb),
  'contactId', ${primary('contact')}, 'leadId', ${primary('lead')},
  'dealId', coalesce((select r.about_id from call_requests r where r.workspace_id = k.workspace_id and r.call_id = k.id and r.about_type = 'deal' limit 1),
    (select a.deal_id from auto_records a where a.workspace_id = k.workspace_id and a.call_id = k.id),
    ${openDeal('contact_id')}, ${openDeal('company_id')}),
  'recordings', coalesce((select jsonb_agg(jsonb_build_object('n', r.n, 'state', r.state, 'seconds', r.seconds) order by r.n)
    from call_recordings r where r.workspace_id = k.workspace_id and r.call_id = k.id), '[]'::jsonb),
  'decision', case when k.decision is null then null else k.decision - 'steering' - 'blockId' end,
  'notes', coalesce((select jsonb_agg(jsonb_build_object('id', t.id, 'author', ${person('t', 't.author_id')}, 'at', ${iso('t.at')}, 'text', t.text) order by t.at, t.id)
    from call_notes t where t.workspace_id = k.workspace_id and t.call_id = k.id), '[]'::jsonb),
  'source', coalesce((select v.source from call_visits v where v.workspace_id = k.workspace_id and v.call_id = k.id),
    (select nullif(n.source, '') from pbx_numbers n where n.workspace_id = k.workspace_id and n.connection_id = k.connection_id and n.did = k.did)),
  'visit', (select jsonb_build_object('source', v.source, 'medium', v.medium, 'campaign', v.campaign, 'term', v.term, 'content', v.content,
      'page', v.page, 'firstVisit', v.first_visit, 'tracker', v.tracker)
    from call_visits v where v.workspace_id = k.workspace_id and v.call_id = k.id),
  'outcome', (select t.outcome from call_outcomes t where t.workspace_id = k.workspace_id and t.call_id = k.id)
)`;

/** These calls, in no order; what is no row of the journal is left out. */
export async function readCalls(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<CallView[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ call: CallView }>`
    select ${view} as call from calls k where k.workspace_id = ${workspaceId} and k.id = any(${[...ids]}::uuid[]) and k.confirmed
  `.execute(tx);
  return rows.map(({ call }) => call);
}

type Page = { items: CallView[]; nextCursor: string | null; total: number | '10000+' };

/** A page of the journal, newest first. A leg of another call (F11) is not counted again. */
export async function listCalls(tx: Tx, workspaceId: string, filter: CallListQuery, viewer: Viewer): Promise<Page> {
  const limit = filter.limit ?? 50;
  const cursor = readPlaceCursor(filter.cursor);
  const after = cursor === undefined ? null : { at: cursor.place, id: cursor.id };
  const { ids, total } = await findRows(tx, await readJournalFilter(tx, workspaceId, filter, viewer), {
    after,
    limit: limit + 1,
  });
  const { rows } = await sql<{ call: CallView; at: string }>`
    select ${view} as call, k.started_at::text as at from calls k
    where k.id = any(${ids.slice(0, limit)}::uuid[]) and k.workspace_id = ${workspaceId}
    order by k.started_at desc, k.id desc
  `.execute(tx);
  const last = ids.length > limit ? rows.at(-1) : undefined;
  return {
    items: rows.map(({ call }) => call),
    nextCursor: last ? toCursor([last.at, last.call.id]) : null,
    total: total > TOTAL_MAX ? '10000+' : total,
  };
}

/**
 * A row of the journal, or a call that somebody asked for and that was not placed yet, or never (3.7).
 *
 * @throws {AppError} `not-found` when there is no such call, or another workspace's.
 */
export async function callOr404(tx: Tx, workspaceId: string, id: string): Promise<CallView> {
  const callId = (await callOfRequest(tx, workspaceId, id)) ?? id;
  const { rows } = await sql<{ call: CallView }>`
    select ${view} as call from calls k
    where k.workspace_id = ${workspaceId} and k.id = ${callId} and (k.confirmed or k.status in ('requested', 'not-placed'))
  `.execute(tx);
  if (!rows[0]) throw new AppError('not-found', 'There is no such call.');
  return rows[0].call;
}
