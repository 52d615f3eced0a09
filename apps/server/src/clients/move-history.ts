import type { ClientType } from '@carillon/contract';
import { sql } from 'kysely';
import { touchCalls } from '../call-news.ts';
import type { Tx } from '../db/in-workspace.ts';

export type Pair = { from: { id: string; type: ClientType }; into: { id: string; type: ClientType } };
type Move = { workspaceId: string; pairs: readonly Pair[]; at: Date };

/**
 * Gives clients all that hung on the leads or automatic contacts they were made of: calls, tasks, notes, deals, the claims of their numbers
 * (6.6), and being the one a person chose. Each statement for all pairs.
 */
export async function moveHistory(tx: Tx, { workspaceId, pairs, at }: Move): Promise<void> {
  const rows = pairs.map(({ from, into }) => ({
    from_id: from.id,
    into_id: into.id,
    into_type: into.type,
    contact_id: into.type === 'contact' ? into.id : null,
    company_id: into.type === 'company' ? into.id : null,
  }));
  const p = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p (from_id uuid, into_id uuid, into_type text, contact_id uuid, company_id uuid)`;
  await moveCalls(tx, { workspaceId, p, at });
  for (const [table, changed] of [[sql`tasks`, sql`, updated_at = ${at}`] as const, [sql`notes`, sql``] as const]) {
    await sql`
      update ${table} x set about_type = p.into_type, about_id = p.into_id ${changed} from ${p}
      where x.workspace_id = ${workspaceId} and x.about_type = any('{lead,contact}') and x.about_id = p.from_id
    `.execute(tx);
  }
  await sql`
    update deals d set contact_id = p.contact_id, company_id = coalesce(p.company_id, d.company_id), updated_at = ${at} from ${p}
    where d.workspace_id = ${workspaceId} and d.contact_id = p.from_id
  `.execute(tx);
  for (const table of [sql`auto_clients`, sql`client_choices`]) {
    await sql`update ${table} x set client_id = p.into_id from ${p} where x.workspace_id = ${workspaceId} and x.client_id = p.from_id`.execute(
      tx,
    );
  }
  await sql`
    insert into unkept_clients (workspace_id, client_id, said_by, said_at)
    select u.workspace_id, p.into_id, u.said_by, u.said_at from ${p} join unkept_clients u on u.workspace_id = ${workspaceId} and u.client_id = p.from_id
    on conflict do nothing
  `.execute(tx);
  // whose it is was said by a person, or by their list: no later answer takes it over
  await sql`update auto_records a set client_id = null from ${p} where a.workspace_id = ${workspaceId} and a.client_id = p.from_id`.execute(
    tx,
  );
}

/** Those a person had chosen stay chosen; what had made a record now only has its number. */
async function moveCalls(
  tx: Tx,
  { workspaceId, p, at }: { workspaceId: string; p: ReturnType<typeof sql>; at: Date },
): Promise<void> {
  const { rows } = await sql<{ callId: string }>`
    with gone as (
      delete from call_clients l using ${p} where l.workspace_id = ${workspaceId} and l.client_id = p.from_id
      returning l.call_id, p.into_id, l.because, l.is_primary
    )
    insert into call_clients as l (workspace_id, call_id, client_id, because, is_primary)
    select ${workspaceId}, call_id, into_id, case when bool_or(because = 'person') then 'person' else 'number' end, bool_or(is_primary)
    from gone group by call_id, into_id
    on conflict (workspace_id, call_id, client_id) do update set is_primary = l.is_primary or excluded.is_primary,
      because = case when l.because = 'number' then excluded.because else l.because end
    returning call_id as "callId"
  `.execute(tx);
  await touchCalls(tx, { workspaceId, callIds: rows.map(({ callId }) => callId), at });
}
