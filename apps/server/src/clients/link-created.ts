import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** `callId`: the call that made the client, if one did. */
export type CreatedLink = { e164: string; clientId: string; callId: string | null };

/**
 * Gives clients that calls have made their calls: that one, and those of the number before (5.2). A call without a primary client gets
 * this one. Locks no call, unlike `linkEarlierCalls`: whoever folds calls holds some already, and another process holds the others.
 */
export async function linkCreated(tx: Tx, workspaceId: string, links: readonly CreatedLink[]): Promise<void> {
  if (links.length === 0) return;
  const rows = JSON.stringify(links);
  await sql`
    insert into call_clients (workspace_id, call_id, client_id, because, is_primary)
    select ${workspaceId}::uuid, c.id, r."clientId", case when c.id = r."callId" then 'created' else 'number' end, false
    from jsonb_to_recordset(${rows}::jsonb) as r (e164 text, "clientId" uuid, "callId" uuid)
    cross join lateral (select id from calls where workspace_id = ${workspaceId} and client_number = r.e164 offset 0) c
    on conflict do nothing
  `.execute(tx);
  await sql`
    update call_clients l set is_primary = true
    from jsonb_to_recordset(${rows}::jsonb) as r (e164 text, "clientId" uuid, "callId" uuid)
    cross join lateral (select id from calls where workspace_id = ${workspaceId} and client_number = r.e164 offset 0) c
    where l.workspace_id = ${workspaceId} and l.call_id = c.id and l.client_id = r."clientId" and not l.is_primary
      and (select p.client_id from call_clients p where p.workspace_id = ${workspaceId} and p.call_id = c.id and p.is_primary) is null
  `.execute(tx);
}
