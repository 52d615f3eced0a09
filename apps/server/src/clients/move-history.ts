import { sql } from 'kysely';
import { touchCalls } from '../call-news.ts';
import type { Tx } from '../db/in-workspace.ts';

type Move = { workspaceId: string; leadId: string; contactId: string; at: Date };

/** Gives a contact all that hung on the lead it was made of: calls, tasks, notes, the claims of its numbers (6.6), and being the one a person chose. */
export async function moveHistory(tx: Tx, { workspaceId, leadId, contactId, at }: Move): Promise<void> {
  const { rows } = await sql<{ callId: string }>`
    with gone as (
      delete from call_clients where workspace_id = ${workspaceId} and client_id = ${leadId} returning call_id, because, is_primary
    )
    insert into call_clients as l (workspace_id, call_id, client_id, because, is_primary)
    select ${workspaceId}, call_id, ${contactId}, because, is_primary from gone
    on conflict (workspace_id, call_id, client_id) do update set is_primary = l.is_primary or excluded.is_primary,
      because = case when l.because = 'number' then excluded.because else l.because end
    returning call_id as "callId"
  `.execute(tx);
  await sql`
    update tasks set about_type = 'contact', about_id = ${contactId}, updated_at = ${at}
    where workspace_id = ${workspaceId} and about_type = 'lead' and about_id = ${leadId}
  `.execute(tx);
  await sql`
    update notes set about_type = 'contact', about_id = ${contactId}
    where workspace_id = ${workspaceId} and about_type = 'lead' and about_id = ${leadId}
  `.execute(tx);
  await sql`update auto_clients set client_id = ${contactId} where workspace_id = ${workspaceId} and client_id = ${leadId}`.execute(
    tx,
  );
  await sql`update client_choices set client_id = ${contactId} where workspace_id = ${workspaceId} and client_id = ${leadId}`.execute(
    tx,
  );
  // A person has said whose it is: no later answer takes it over (6.3).
  await sql`update auto_records set client_id = null where workspace_id = ${workspaceId} and client_id = ${leadId}`.execute(tx);
  await touchCalls(tx, { workspaceId, callIds: rows.map(({ callId }) => callId), at });
}
