import type { MissedCall } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { fromCursor, toCursor } from '../../http/cursor.ts';

const TOTAL_MAX = 10_000;
const CLIENTS_MAX = 5;
const iso = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
const person = (id: string) =>
  sql.raw(
    `(select json_build_object('id', u.id, 'name', u.name) from users u where u.workspace_id = m.workspace_id and u.id = ${id})`,
  );

type Asked = {
  workspaceId: string;
  open: boolean | undefined;
  limit: number;
  cursor: string | undefined;
  now: Date;
  /** This one alone. */
  only?: string;
};
type Page = { items: MissedCall[]; nextCursor: string | null; total: number | '10000+' };
type Row = { item: MissedCall; place: number; at: string; id: string };

/** 9.8: unique callers; those who wait: with an open deal first, then the newest; the others: the newest first. */
// long because: one statement that reads a reminder with everything that hangs on it
export async function listMissed(tx: Tx, { workspaceId, open, limit, cursor, now, only }: Asked): Promise<Page> {
  const state = open === undefined ? sql`` : open ? sql`and m.resolved_at is null` : sql`and m.resolved_at is not null`;
  const one = only === undefined ? sql`` : sql`and m.id = ${only}`;
  const [place, at, id] = cursor === undefined ? [] : fromCursor(cursor, 3);
  const after =
    cursor === undefined ? sql`` : sql`where (p.place, p.last_at, p.id) < (${place}::int, ${at}::timestamptz, ${id}::uuid)`;
  const clientsOf = sql`(select n.client_id from client_numbers n where n.workspace_id = m.workspace_id and n.e164 = m.e164 and n.state = 'current')`;
  const dealOf = sql`(select d.id from deals d where d.workspace_id = m.workspace_id and d.closed_at is null and d.archived_at is null
    and (d.contact_id = any(array${clientsOf}) or d.company_id = any(array${clientsOf})) order by d.updated_at desc, d.id limit 1)`;
  // Only those who wait are put in order by their deals: they are few.
  const placed = open === true ? sql`case when m.deal_id is null then 0 else 1 end` : sql`0`;
  const { rows } = await sql<Row>`
    select p.place, p.last_at::text as at, p.id, json_build_object(
      'id', p.id, 'callerNumber', p.e164, 'count', p.call_count, 'waitingSince', ${iso('p.waiting_since')}, 'lastAt', ${iso('p.last_at')},
      'dueAt', ${iso('p.due_at')}, 'overdue', p.resolved_at is null and p.due_at <= ${now}, 'escalatedAt', ${iso('p.escalated_at')},
      'did', p.did, 'didLabel', (select n.label from pbx_numbers n where n.workspace_id = p.workspace_id and n.connection_id = p.connection_id
        and n.did in (p.did, '+' || p.did) limit 1),
      'clients', coalesce((select json_agg(json_build_object('type', c.type, 'id', c.id, 'name', c.name)) from (
        select c.type, c.id, c.name from client_numbers n join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
        where n.workspace_id = p.workspace_id and n.e164 = p.e164 and n.state = 'current'
        order by c.archived_at is not null, c.last_talked_at desc nulls last, c.id limit ${CLIENTS_MAX}) c), '[]'),
      'openDeal', (select json_build_object('id', d.id, 'title', d.title) from deals d where d.workspace_id = p.workspace_id and d.id = p.deal_id),
      'responsibleId', p.responsible_id, 'responsible', p.responsible, 'taskId', p.task_id,
      'claimedBy', case when p.claimed then p.claimed_by end, 'claimedUntil', case when p.claimed then ${iso('p.claimed_until')} end,
      'claimant', case when p.claimed then p.claimant end,
      'resolvedAt', ${iso('p.resolved_at')}, 'resolvedBy', p.resolved_by, 'resolver', p.resolver, 'resolvedBecause', p.resolved_because,
      'resolvedCallId', p.resolved_call_id) as item
    from (
      select m.*, ${placed} as place, m.resolved_at is null and coalesce(m.claimed_until > ${now}, false) as claimed,
        ${person('m.responsible_id')} as responsible, ${person('m.claimed_by')} as claimant, ${person('m.resolved_by')} as resolver
      from (select m.*, ${dealOf} as deal_id from missed_callers m where m.workspace_id = ${workspaceId} ${state} ${one}) m
    ) p ${after}
    order by p.place desc, p.last_at desc, p.id desc limit ${limit + 1}
  `.execute(tx);
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from (select from missed_callers m where m.workspace_id = ${workspaceId} ${state} limit ${TOTAL_MAX + 1}) c
  `.execute(tx);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const total = counted[0]?.total ?? 0;
  return {
    items: rows.slice(0, limit).map(({ item }) => item),
    nextCursor: last ? toCursor([last.place, last.at, last.id]) : null,
    total: total > TOTAL_MAX ? '10000+' : total,
  };
}
