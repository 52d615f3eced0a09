import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

export type PutAway = { clients?: string[]; deals?: string[]; tasks?: string[] };
type Which = { workspaceId: string; pattern: string; at: Date };

/**
 * Archives what automation has made of these numbers and nobody has touched (10.8): records, their deals, and the tasks that no person has
 * written about them; a reminder of a missed call goes with its task.
 *
 * @returns what it was, for `bringBack`.
 */
export async function putAway(tx: Tx, { workspaceId, pattern, at }: Which): Promise<PutAway> {
  const { rows: clients } = await sql<{ id: string }>`
    update clients c set archived_at = ${at}, updated_at = ${at} from client_numbers n
    where c.workspace_id = ${workspaceId} and c.automatic and c.touched_at is null and c.archived_at is null
      and n.workspace_id = c.workspace_id and n.client_id = c.id and n.state = 'current' and ${covers(pattern, sql`n.e164`)}
    returning c.id
  `.execute(tx);
  const ids = [...new Set(clients.map(({ id }) => id))];
  const { rows: deals } = await sql<{ id: string }>`
    update deals set archived_at = ${at}, updated_at = ${at}
    where workspace_id = ${workspaceId} and contact_id = any(${ids}::uuid[]) and automatic and archived_at is null returning id
  `.execute(tx);
  const { rows: tasks } = await sql<{ id: string }>`
    update tasks set done_at = ${at}, updated_at = ${at}
    where workspace_id = ${workspaceId} and done_at is null and created_by is null and id = any(array(
      select t.id from tasks t where t.workspace_id = ${workspaceId} and t.about_type = any('{contact,lead,deal}')
        and t.about_id = any(${[...ids, ...deals.map(({ id }) => id)]}::uuid[])
      union all select a.task_id from auto_clients a
      where a.workspace_id = ${workspaceId} and a.task_id is not null and ${covers(pattern, sql`a.e164`)}
      union all select m.task_id from missed_callers m
      where m.workspace_id = ${workspaceId} and m.task_id is not null and m.resolved_at is null and ${covers(pattern, sql`m.e164`)}))
    returning id
  `.execute(tx);
  return { clients: ids, deals: deals.map(({ id }) => id), tasks: tasks.map(({ id }) => id) };
}

/** Undoes it, except for what a person has changed since. */
export async function bringBack(
  tx: Tx,
  { workspaceId, at, away }: { workspaceId: string; at: Date; away: PutAway },
): Promise<void> {
  const { clients = [], deals = [], tasks = [] } = away;
  await sql`
    update clients set archived_at = null, updated_at = ${at}
    where workspace_id = ${workspaceId} and id = any(${clients}::uuid[]) and touched_at is null and absorbed_by is null
  `.execute(tx);
  await sql`
    update deals set archived_at = null, updated_at = ${at} where workspace_id = ${workspaceId} and id = any(${deals}::uuid[])
  `.execute(tx);
  await sql`
    update tasks set done_at = null, updated_at = ${at}
    where workspace_id = ${workspaceId} and id = any(${tasks}::uuid[]) and done_by is null
  `.execute(tx);
}

function covers(pattern: string, column: ReturnType<typeof sql>) {
  const beginning = pattern.replace('*', '');
  return pattern.endsWith('*')
    ? sql`${column} >= ${beginning} and ${column} < ${`${beginning}:`}` // the character after 9
    : sql`${column} = ${pattern}`;
}
