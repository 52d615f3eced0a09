import type { DialAbout, NotPlaced } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { ADOPTED_WITHIN_MS, CLOCKS_APART_MS, type OpenRequest } from './match-requests.ts';

type Place = { workspaceId: string; connectionId: string };

/** The name of a call that the PBX has not begun: nobody outside ever sees it. */
export const pendingCallId = (requestId: string): string => `click_${requestId}`;

export type NewRequest = Place & {
  id: string;
  userId: string;
  extension: string;
  e164: string;
  at: Date;
  about: DialAbout | null;
  /** Hash of the Idempotency-Key. */
  requestKey: string | null;
};

export async function insertRequest(tx: Tx, request: NewRequest): Promise<void> {
  const { workspaceId, connectionId, id, userId, extension, e164, at, about, requestKey } = request;
  await sql`
    insert into call_requests (workspace_id, id, connection_id, user_id, extension, e164, requested_at, about_type, about_id, request_key)
    values (${workspaceId}, ${id}, ${connectionId}, ${userId}, ${extension}, ${e164}, ${at}, ${about?.type ?? null}, ${about?.id ?? null}, ${requestKey})
  `.execute(tx);
}

/** Requests to these numbers that a call dialled since then may fulfil; nobody else takes them before the transaction ends. */
export async function lockOpenRequests(
  tx: Tx,
  { workspaceId, connectionId }: Place,
  { numbers, dialledSince }: { numbers: readonly string[]; dialledSince: Date },
): Promise<OpenRequest[]> {
  const { rows } = await sql<OpenRequest>`
    select id, extension, e164, requested_at as "requestedAt" from call_requests
    where workspace_id = ${workspaceId} and connection_id = ${connectionId} and e164 = any(${[...numbers]}::text[])
      and call_id is null and refused_at is null
      and requested_at >= ${new Date(+dialledSince - ADOPTED_WITHIN_MS - CLOCKS_APART_MS)}
    order by id for update
  `.execute(tx);
  return rows;
}

/** The PBX has made this call of it; a clock that had given it up was too early. */
export async function fulfilRequest(tx: Tx, workspaceId: string, request: { id: string; callId: string }): Promise<void> {
  await sql`
    update call_requests set call_id = ${request.callId}, given_up_at = null where workspace_id = ${workspaceId} and id = ${request.id}
  `.execute(tx);
}

/** Ends a request of which nothing came, `refused` by the provider or given up by the clock; `false` when the PBX has dialled meanwhile. */
export async function closeRequest(
  tx: Tx,
  { workspaceId, id, at, refused }: { workspaceId: string; id: string; at: Date; refused: boolean },
): Promise<boolean> {
  const { rows } = await sql`
    update call_requests set given_up_at = ${at}, refused_at = case when ${refused} then ${at}::timestamptz end,
      request_key = case when ${refused} then null else request_key end
    where workspace_id = ${workspaceId} and id = ${id} and call_id is null and given_up_at is null
    returning id
  `.execute(tx);
  return rows.length > 0;
}

/** The call that a request's id stands for by now: its own, or the one it was joined to. */
export async function callOfRequest(tx: Tx, workspaceId: string, id: string): Promise<string | null> {
  const { rows } = await sql<{ callId: string | null }>`
    select call_id as "callId" from call_requests where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
  return rows[0]?.callId ?? null;
}

/** What was asked for with this key within a day; an older one is free again. */
export async function requestWithKey(
  tx: Tx,
  { workspaceId, userId, requestKey, at }: { workspaceId: string; userId: string; requestKey: string; at: Date },
): Promise<{ id: string; e164: string } | undefined> {
  await sql`
    update call_requests set request_key = null
    where workspace_id = ${workspaceId} and user_id = ${userId} and request_key = ${requestKey}
      and requested_at < ${at}::timestamptz - interval '1 day'
  `.execute(tx);
  const { rows } = await sql<{ id: string; e164: string }>`
    select id, e164 from call_requests where workspace_id = ${workspaceId} and user_id = ${userId} and request_key = ${requestKey}
  `.execute(tx);
  return rows[0];
}

const TOLD_FOR = sql.raw(`interval '10 minutes'`);

/** The last click of somebody, when it is known that no call came of it, for ten minutes: whoever loads the page then must hear of it, too (3.7). */
export async function readNotPlaced(
  tx: Tx,
  { workspaceId, userId, at }: { workspaceId: string; userId: string; at: Date },
): Promise<NotPlaced | null> {
  const { rows } = await sql<Omit<NotPlaced, 'at'> & { at: Date }>`
    select r.id as "callId", r.e164 as number, r.given_up_at as at,
      (select jsonb_build_object('type', c.type, 'id', c.id, 'name', c.name) from call_clients l
        join clients c on c.workspace_id = l.workspace_id and c.id = l.client_id
        where l.workspace_id = ${workspaceId} and l.call_id = r.id and l.is_primary) as client
    from (select id, e164, call_id, given_up_at from call_requests
      where workspace_id = ${workspaceId} and user_id = ${userId} order by requested_at desc, id desc limit 1) r
    where r.call_id is null and r.given_up_at > ${at}::timestamptz - ${TOLD_FOR}
  `.execute(tx);
  return rows[0] ? { ...rows[0], at: rows[0].at.toISOString() } : null;
}
