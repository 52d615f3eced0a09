import type { ClientType } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import type { ClientRecord } from './client-record.ts';

type Which = { workspaceId: string; type: ClientType; ids: readonly string[] };

/** These clients, in the order of their ids; the ones of another kind or workspace are left out. */
export async function loadClients(tx: Tx, { workspaceId, type, ids }: Which): Promise<ClientRecord[]> {
  const { rows } = await sql<ClientRecord>`
    select c.id, c.type, c.name, c.family_name as "familyName", c.given_name as "givenName", c.patronymic, c.company_id as "companyId",
      c.legal_form as "legalForm", c.inn, c.kpp, c.emails, c.tags, c.custom, c.external_id as "externalId", c.responsible_id as "responsibleId", c.do_not_call as "doNotCall",
      c.lead_status as "leadStatus", c.source, c.automatic, c.origin_call_id as "originCallId", c.converted_to as "convertedTo",
      c.touched_at as "touchedAt", c.archived_at as "archivedAt", c.created_at as "createdAt", c.updated_at as "updatedAt", o.name as "companyName", u.name as "responsibleName",
      coalesce((
        select jsonb_agg(jsonb_build_object('e164', n.e164, 'typed', n.typed, 'label', n.label, 'state', n.state, 'suffix', n.suffix) order by n.position)
        from client_numbers n where n.workspace_id = c.workspace_id and n.client_id = c.id), '[]') as numbers
    from clients c
    left join clients o on o.workspace_id = c.workspace_id and o.id = c.company_id
    left join users u on u.workspace_id = c.workspace_id and u.id = c.responsible_id
    where c.workspace_id = ${workspaceId} and c.type = ${type} and c.id = any(${ids})
    order by array_position(${ids}::uuid[], c.id)
  `.execute(tx);
  return rows;
}

/** One client, locked against other writers until the transaction ends. */
export async function lockClient(
  tx: Tx,
  { workspaceId, type, id }: { workspaceId: string; type: ClientType; id: string },
): Promise<ClientRecord | undefined> {
  await sql`select id from clients where workspace_id = ${workspaceId} and type = ${type} and id = ${id} for update`.execute(tx);
  return (await loadClients(tx, { workspaceId, type, ids: [id] }))[0];
}
