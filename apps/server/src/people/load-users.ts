import type { User } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

type Row = Omit<User, 'absence' | 'createdAt'> & { absentUntil: Date | null; deputyId: string | null; createdAt: Date };

/** Users as the API shows them; those of these ids, by id, or nobody. */
export async function loadUsers(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<User[]> {
  const { rows } = await sql<Row>`
    select u.id, u.name, i.email, u.role, u.call_device as "callDevice", u.active, u.locale, u.absent_until as "absentUntil",
      u.deputy_id as "deputyId", u.return_timeout_seconds as "returnTimeoutSeconds", u.created_at as "createdAt",
      jsonb_build_object('ringSound', null, 'systemNotification', true, 'email', false) || u.preferences as preferences,
      (select e.extension from extensions e where e.workspace_id = u.workspace_id and e.user_id = u.id order by e.extension limit 1) as extension,
      array(select n.e164 from user_numbers n where n.workspace_id = u.workspace_id and n.user_id = u.id order by n.position, n.e164) as phones
    from users u join identities i on i.id = u.identity_id
    where u.workspace_id = ${workspaceId} and u.id = any(${ids})
    order by array_position(${ids}::uuid[], u.id)
  `.execute(tx);
  return rows.map(({ absentUntil, deputyId, createdAt, ...user }) => ({
    ...user,
    absence: absentUntil === null ? null : { until: absentUntil.toISOString(), deputyId },
    createdAt: createdAt.toISOString(),
  }));
}

/** One user as the API shows them. */
export async function loadUser(tx: Tx, workspaceId: string, id: string): Promise<User | undefined> {
  return (await loadUsers(tx, workspaceId, [id]))[0];
}
