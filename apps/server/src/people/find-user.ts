import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';

export type FoundUser = { workspaceId: string; userId: string };

/** The active user who signs in with this address, for the operator's commands. */
export async function findUserByEmail(db: Kysely<Database>, email: string): Promise<FoundUser | undefined> {
  const { rows } = await sql<FoundUser>`
    select workspace_id as "workspaceId", user_id as "userId" from find_sign_ins(${email}) limit 1
  `.execute(db);
  return rows[0];
}

/** The first administrator of the oldest workspace. */
export async function findFirstAdministrator(db: Kysely<Database>): Promise<FoundUser | undefined> {
  const workspace = await db
    .selectFrom('workspaces')
    .select('id')
    .orderBy('created_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!workspace) return undefined;
  const workspaceId = workspace.id;
  return inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<FoundUser>`
      select workspace_id as "workspaceId", id as "userId" from users
      where workspace_id = ${workspaceId} and role = 'admin' and active order by created_at, id limit 1
    `.execute(tx);
    return rows[0];
  });
}
