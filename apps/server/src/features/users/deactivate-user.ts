import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { closeSessions } from '../../people/sessions.ts';

type Leaving = { workspaceId: string; userId: string; by: string; at: Date };

/** What ends with a user: sign-ins, the extension (2.8), being the default responsible (2.4; the settings then show that there is none). */
export async function deactivateUser(tx: Tx, { workspaceId, userId, by, at }: Leaving): Promise<void> {
  await closeSessions(tx, { workspaceId, userId });
  const { rows: freed } = await sql<{ extension: string }>`
    update extensions set user_id = null where workspace_id = ${workspaceId} and user_id = ${userId} returning extension
  `.execute(tx);
  const { rows: replaced } = await sql`
    update connections set default_responsible_id = null, version = version + 1
    where workspace_id = ${workspaceId} and default_responsible_id = ${userId} returning id
  `.execute(tx);
  const about = { userId, extensions: freed.map(({ extension }) => extension), wasDefaultResponsible: replaced.length > 0 };
  await audit(tx, { workspaceId, userId: by, action: 'user.deactivated', about, at });
}
