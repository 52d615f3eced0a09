import type { ClientType } from '@carillon/contract';
import { sql } from 'kysely';
import { touchCalls } from '../call-news.ts';
import type { Tx } from '../db/in-workspace.ts';

type Pair = { from: { id: string; type: ClientType }; into: { id: string; type: ClientType } };
type Move = { workspaceId: string; pairs: readonly Pair[]; at: Date };

/** Gives clients all that hung on the automatic records they turned out to be, and archives those (6.9). Each statement for all pairs. */
export async function moveAutomatic(tx: Tx, { workspaceId, pairs, at }: Move): Promise<void> {
  const rows = pairs.map(({ from, into }) => ({
    from_id: from.id,
    into_id: into.id,
    into_type: into.type,
    contact_id: into.type === 'contact' ? into.id : null,
    company_id: into.type === 'company' ? into.id : null,
  }));
  const p = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p (from_id uuid, into_id uuid, into_type text, contact_id uuid, company_id uuid)`;
  const work: Work = { workspaceId, p, at };
  await moveCalls(tx, work);
  await moveTasks(tx, work);
  await sql`
    update notes n set about_type = p.into_type, about_id = p.into_id from ${p}
    where n.workspace_id = ${workspaceId} and n.about_type = any('{lead,contact}') and n.about_id = p.from_id
  `.execute(tx);
  await sql`
    update deals d set contact_id = p.contact_id, company_id = coalesce(p.company_id, d.company_id), updated_at = ${at} from ${p}
    where d.workspace_id = ${workspaceId} and d.contact_id = p.from_id
  `.execute(tx);
  await sql`update auto_clients a set client_id = p.into_id from ${p} where a.workspace_id = ${workspaceId} and a.client_id = p.from_id`.execute(
    tx,
  );
  await sql`update client_choices x set client_id = p.into_id from ${p} where x.workspace_id = ${workspaceId} and x.client_id = p.from_id`.execute(
    tx,
  );
  // whose it is was said by a person, or by their list: no later answer takes it over
  await sql`update auto_records a set client_id = null from ${p} where a.workspace_id = ${workspaceId} and a.client_id = p.from_id`.execute(
    tx,
  );
  await archive(tx, work);
}

type Work = { workspaceId: string; p: ReturnType<typeof sql>; at: Date };

async function moveCalls(tx: Tx, { workspaceId, p, at }: Work): Promise<void> {
  const { rows } = await sql<{ callId: string }>`
    with gone as (
      delete from call_clients l using ${p} where l.workspace_id = ${workspaceId} and l.client_id = p.from_id
      returning l.call_id, p.into_id, l.is_primary
    )
    insert into call_clients as l (workspace_id, call_id, client_id, because, is_primary)
    select ${workspaceId}, call_id, into_id, 'number', bool_or(is_primary) from gone group by call_id, into_id
    on conflict (workspace_id, call_id, client_id) do update set is_primary = l.is_primary or excluded.is_primary
    returning call_id as "callId"
  `.execute(tx);
  await touchCalls(tx, { workspaceId, callIds: rows.map(({ callId }) => callId), at });
}

async function moveTasks(tx: Tx, { workspaceId, p, at }: Work): Promise<void> {
  await sql`
    update tasks t set about_type = p.into_type, about_id = p.into_id, updated_at = ${at} from ${p}
    where t.workspace_id = ${workspaceId} and t.about_type = any('{lead,contact}') and t.about_id = p.from_id
  `.execute(tx);
}

/** Its numbers are former ones: they match no later call. A lead that became a contact says so. */
async function archive(tx: Tx, { workspaceId, p, at }: Work): Promise<void> {
  await sql`
    update client_numbers n set state = 'former' from ${p}
    where n.workspace_id = ${workspaceId} and n.client_id = p.from_id and n.state = 'current'
  `.execute(tx);
  await sql`
    update clients c set archived_at = ${at}, updated_at = ${at}, absorbed_by = p.into_id,
      lead_status = case when c.type = 'lead' and p.contact_id is not null then 'converted' else c.lead_status end,
      converted_to = case when c.type = 'lead' and p.contact_id is not null
        then jsonb_build_object('contactId', p.contact_id, 'companyId', null, 'dealId', null) else c.converted_to end
    from ${p} where c.workspace_id = ${workspaceId} and c.id = p.from_id
  `.execute(tx);
}
