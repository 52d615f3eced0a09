import type { Colleague } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

/** Everybody by name, as far as everybody may see: enough to choose a responsible. */
export async function listColleagues(tx: Tx, workspaceId: string): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select u.id, u.name, u.role, u.active,
      (select e.extension from extensions e where e.workspace_id = u.workspace_id and e.user_id = u.id order by e.extension limit 1) as extension
    from users u where u.workspace_id = ${workspaceId} order by u.name collate "und-x-icu", u.id limit 5000
  `.execute(tx);
  return rows;
}
