import { sql } from 'kysely';
import { absorbAutomatic, type KnownClient } from '../../clients/absorb-automatic.ts';
import type { Tx } from '../../db/in-workspace.ts';
import type { JobKey } from '../../jobs/job-store.ts';

/**
 * A call that came in while its batch was being written knew nothing of the contacts in it: what automation has made since the import began,
 * beside a contact with the same number, is theirs (6.9). Counted with the rest.
 */
export async function absorbOverlooked(tx: Tx, { workspaceId, id }: JobKey, at: Date): Promise<void> {
  const { rows } = await sql<KnownClient>`
    select k.id, k.type, array_agg(n.e164) as numbers
    from jobs j join clients c on c.workspace_id = j.workspace_id and c.created_at >= j.created_at
      and c.automatic and c.touched_at is null and c.archived_at is null
    join client_numbers n on n.workspace_id = c.workspace_id and n.client_id = c.id and n.state = 'current'
    join client_numbers o on o.workspace_id = n.workspace_id and o.e164 = n.e164 and o.state = 'current' and o.client_id <> c.id
    join clients k on k.workspace_id = o.workspace_id and k.id = o.client_id and k.type = 'contact' and k.archived_at is null
      and not (k.automatic and k.touched_at is null)
    where j.workspace_id = ${workspaceId} and j.id = ${id}
    group by k.id, k.type
  `.execute(tx);
  const absorbed = await absorbAutomatic(tx, { workspaceId, clients: rows, at });
  if (absorbed === 0) return;
  await sql`
    update jobs set result = jsonb_set(result, '{absorbedLeads}', to_jsonb(coalesce((result ->> 'absorbedLeads')::int, 0) + ${absorbed}::int))
    where workspace_id = ${workspaceId} and id = ${id} and result is not null
  `.execute(tx);
}
