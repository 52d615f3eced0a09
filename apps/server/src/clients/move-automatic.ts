import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { moveHistory, type Pair } from './move-history.ts';

type Move = { workspaceId: string; pairs: readonly Pair[]; at: Date };

/** Gives clients all that hung on the automatic records they turned out to be, and archives those (6.9). Each statement for all pairs. */
export async function moveAutomatic(tx: Tx, move: Move): Promise<void> {
  await moveHistory(tx, move);
  await archive(tx, move);
}

/** Its numbers are former ones: they match no later call. A lead that became a contact says so. */
async function archive(tx: Tx, { workspaceId, pairs, at }: Move): Promise<void> {
  const rows = pairs.map(({ from, into }) => ({
    from_id: from.id,
    into_id: into.id,
    contact_id: into.type === 'contact' ? into.id : null,
  }));
  const p = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as p (from_id uuid, into_id uuid, contact_id uuid)`;
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
