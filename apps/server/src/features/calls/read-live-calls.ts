import type { LiveCall } from '@carillon/contract';
import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';

/** A running call, and which of its rings is whose. `ring` of the call itself is filled in per listener. */
export type SharedLiveCall = {
  call: Omit<LiveCall, 'ring'>;
  seats: { userId: string; extension: string; ring: number; outcome: string }[];
  dismissed: { userId: string; ring: number }[];
};

/** ISO 8601 with milliseconds and Z, as everywhere in the API. */
const iso = (column: string) => sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

/** What a listener's pop-up shows of these calls, whatever their rights: name, company, responsible and last call (4.4). */
export async function readLiveCalls(
  db: Kysely<Database>,
  workspaceId: string,
  callIds: readonly string[],
): Promise<SharedLiveCall[]> {
  if (callIds.length === 0) return [];
  return inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{
      live: SharedLiveCall;
    }>`${select} where k.workspace_id = ${workspaceId} and k.id = any(${callIds}::uuid[])`.execute(tx);
    return rows.map(({ live }) => live);
  });
}

/** The running calls of one employee: the snapshot. */
export async function readRunningCalls(db: Kysely<Database>, workspaceId: string, userId: string): Promise<SharedLiveCall[]> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ live: SharedLiveCall }>`
      ${select} where k.workspace_id = ${workspaceId} and k.running and k.confirmed and k.direction <> 'internal' and k.linked_call_id is null and ${userId} = any(k.user_ids)
      order by k.started_at
    `.execute(tx);
    return rows.map(({ live }) => live);
  });
}

// long because: one statement that reads a card whole, in one round trip, while the phone rings
const select = sql`
  select jsonb_build_object(
    'call', jsonb_build_object(
      'id', k.id, 'pbxCallId', k.pbx_call_id, 'status', k.status, 'direction', k.direction, 'clientNumber', k.client_number,
      'callerText', k.caller_text, 'did', k.did, 'extension', k.extension, 'userId', k.user_id, 'answeredBy', k.answered_by,
      'startedAt', ${iso('k.started_at')}, 'answeredAt', ${iso('k.answered_at')}, 'endedAt', ${iso('k.ended_at')}, 'talkSeconds', k.talk_seconds,
      'version', k.version,
      'didLabel', (select n.label from pbx_numbers n where n.workspace_id = k.workspace_id and n.connection_id = k.connection_id and n.did = k.did),
      'user', (select jsonb_build_object('id', u.id, 'name', u.name) from users u where u.workspace_id = k.workspace_id and u.id = k.user_id),
      'transferFrom', (select f.fact ->> 'transferFrom' from call_facts f where f.workspace_id = k.workspace_id and f.call_id = k.id
        and f.kind = 'rang' and f.fact ->> 'transferFrom' is not null order by f.at desc limit 1),
      'clients', coalesce((
        select jsonb_agg(jsonb_build_object('type', c.type, 'id', c.id, 'name', c.name, 'company', o.name, 'primary', l.is_primary,
          'greeting', nullif(concat_ws(' ', c.given_name, c.patronymic), '')) order by l.is_primary desc, c.name)
        from call_clients l join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
        left join clients o on o.workspace_id = c.workspace_id and o.id = c.company_id
        where l.workspace_id = k.workspace_id and l.call_id = k.id), '[]'::jsonb),
      'responsible', (
        select jsonb_build_object('id', u.id, 'name', u.name)
        from call_clients l join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
        join users u on u.workspace_id = c.workspace_id and u.id = c.responsible_id
        where l.workspace_id = k.workspace_id and l.call_id = k.id order by l.is_primary desc limit 1),
      'callsBefore', (select count(*)::int from (select from calls b where b.workspace_id = k.workspace_id and b.client_number = k.client_number
        and b.confirmed and b.direction <> 'internal' and b.linked_call_id is null and b.started_at < k.started_at and b.id <> k.id limit 1000) counted),
      'lastCall', (
        select jsonb_build_object('id', b.id, 'at', ${iso('b.started_at')}, 'direction', b.direction, 'status', b.status, 'talkSeconds', b.talk_seconds,
          'user', (select jsonb_build_object('id', u.id, 'name', u.name) from users u where u.workspace_id = b.workspace_id and u.id = b.user_id))
        from calls b where b.workspace_id = k.workspace_id and b.client_number = k.client_number and b.confirmed and b.direction <> 'internal'
          and b.linked_call_id is null and not b.running and b.started_at < k.started_at and b.id <> k.id
        order by b.started_at desc limit 1)),
    'seats', coalesce((select jsonb_agg(jsonb_build_object('userId', p.user_id, 'extension', p.extension, 'ring', p.ring, 'outcome', p.outcome))
      from call_participants p where p.workspace_id = k.workspace_id and p.call_id = k.id and p.user_id is not null), '[]'::jsonb),
    'dismissed', coalesce((select jsonb_agg(jsonb_build_object('userId', d.user_id, 'ring', d.ring))
      from call_dismissals d where d.workspace_id = k.workspace_id and d.call_id = k.id), '[]'::jsonb)
  ) as live
  from calls k`;
