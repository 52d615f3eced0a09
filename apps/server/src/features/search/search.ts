import type { FoundClient } from '@carillon/contract';
import { sql } from 'kysely';
import { readingsOf } from '../../clients/list-clients.ts';
import { foldText } from '../../clients/fold-text.ts';
import { searchPatterns } from '../../clients/search-patterns.ts';
import type { Tx } from '../../db/in-workspace.ts';

type Search = { workspaceId: string; q: string; limit: number };

/** Contacts, companies and leads by a fragment: whoever has exactly this number first, then names that begin so, then the rest. */
export async function searchClients(tx: Tx, { workspaceId, q, limit }: Search): Promise<FoundClient[]> {
  const patterns = searchPatterns(q);
  if (patterns.length === 0) return [];
  const readings = await readingsOf(tx, workspaceId, q);
  const { rows } = await sql<FoundClient>`
    select c.type, c.id, c.name, o.name as company, c.responsible_id as "responsibleId", (
      select n.e164 from client_numbers n where n.workspace_id = c.workspace_id and n.client_id = c.id and n.state <> 'wrong'
      order by n.e164 = any(${readings}) desc, n.state, n.position limit 1) as number
    from search_clients(${workspaceId}, ${patterns}, ${foldText(q)}, ${readings}, ${limit}) with ordinality as f (id, rank, n)
    join clients c on c.workspace_id = ${workspaceId} and c.id = f.id
    left join clients o on o.workspace_id = c.workspace_id and o.id = c.company_id
    order by f.n
  `.execute(tx);
  return rows;
}
