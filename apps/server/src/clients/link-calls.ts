import { sql } from 'kysely';
import { touchCalls } from '../call-news.ts';
import type { Tx } from '../db/in-workspace.ts';

type Link = { workspaceId: string; clientId: string; e164: string; at: Date };

/** Gives a client the calls of a number that came before the number was theirs (5.2). A call without a primary client gets this one. */
export async function linkEarlierCalls(tx: Tx, { workspaceId, clientId, e164, at }: Link): Promise<void> {
  await linkManyEarlierCalls(tx, { workspaceId, at }, [{ clientId, e164 }]);
}

/** The same for many numbers at once. */
export async function linkManyEarlierCalls(
  tx: Tx,
  { workspaceId, at }: { workspaceId: string; at: Date },
  links: readonly { clientId: string; e164: string }[],
): Promise<void> {
  const numbers = links.map(({ e164 }) => e164);
  const clients = links.map(({ clientId }) => clientId);
  const { rows } = await sql<{ callId: string }>`
    with earlier as (
      select c.id, n.client_id from unnest(${numbers}::text[], ${clients}::uuid[]) as n (e164, client_id)
      join calls c on c.workspace_id = ${workspaceId} and c.client_number = n.e164
      order by c.pbx_call_id collate "C" for update of c
    )
    insert into call_clients (workspace_id, call_id, client_id, because, is_primary)
    select ${workspaceId}, e.id, e.client_id, 'number',
      row_number() over (partition by e.id order by e.client_id) = 1
      and not exists (select from call_clients p where p.workspace_id = ${workspaceId} and p.call_id = e.id and p.is_primary)
    from earlier e on conflict do nothing
    returning call_id as "callId"
  `.execute(tx);
  await touchCalls(tx, { workspaceId, callIds: rows.map(({ callId }) => callId), at });
}

/** Takes away the calls that a client had by a number alone, which turned out not to be theirs; another client of the call becomes primary. */
export async function unlinkCalls(tx: Tx, { workspaceId, clientId, e164, at }: Link): Promise<void> {
  const { rows } = await sql<{ callId: string }>`
    delete from call_clients l using calls c
    where l.workspace_id = ${workspaceId} and l.client_id = ${clientId} and l.because = 'number'
      and c.workspace_id = l.workspace_id and c.id = l.call_id and c.client_number = ${e164}
    returning l.call_id as "callId"
  `.execute(tx);
  const calls = rows.map(({ callId }) => callId);
  await sql`
    update call_clients l set is_primary = true
    from (select distinct on (call_id) call_id, client_id from call_clients
      where workspace_id = ${workspaceId} and call_id = any(${calls}) order by call_id, client_id) first
    where l.workspace_id = ${workspaceId} and l.call_id = first.call_id and l.client_id = first.client_id
      and not exists (select from call_clients p where p.workspace_id = ${workspaceId} and p.call_id = l.call_id and p.is_primary)
  `.execute(tx);
  await touchCalls(tx, { workspaceId, callIds: calls, at });
}
