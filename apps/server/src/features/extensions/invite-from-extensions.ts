import { randomBytes } from 'node:crypto';
import type { Invitation } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { invalid } from '../../errors.ts';
import { addUser } from '../../people/add-user.ts';
import { inviteUser } from '../../people/invite-user.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import { workspaceBaseUrl } from '../../workspaces/base-url.ts';
import type { ExtensionDeps } from './extension-deps.ts';

type Free = { extension: string; name: string | null };

/**
 * Makes a user of every extension that belongs to nobody, or of the given ones, and invites them: all or none.
 *
 * @throws {AppError} `invalid` for an extension that is not there or belongs to somebody.
 */
export async function inviteFromExtensions(
  deps: ExtensionDeps,
  { workspaceId, by, extensions }: { workspaceId: string; by: string; extensions: readonly string[] | undefined },
): Promise<Invitation[]> {
  return inWorkspace(deps.db, workspaceId, async (tx) => {
    const connection = await findConnection(tx, workspaceId);
    const free = await lockFree(tx, connection);
    const wrong = extensions?.findIndex((wanted) => !free.some(({ extension }) => extension === wanted)) ?? -1;
    if (wrong >= 0) throw invalid(`/extensions/${wrong}`, 'must be an extension that belongs to nobody');
    const chosen = extensions ? free.filter(({ extension }) => extensions.includes(extension)) : free;
    const invitations: Invitation[] = [];
    for (const each of chosen) invitations.push(await invite(deps, tx, { connection, by, each }));
    return invitations;
  });
}

async function invite(
  deps: ExtensionDeps,
  tx: Tx,
  { connection, by, each }: { connection: Connection; by: string; each: Free },
): Promise<Invitation> {
  const { workspaceId, id, slug } = connection;
  const { extension } = each;
  const name = each.name ?? extension;
  const at = deps.now();
  // nobody has told us an address: this one signs in, receives nothing and waits to be replaced
  const email = `${extension}.${randomBytes(3).toString('hex')}@${slug}.invalid`;
  const { id: userId } = await addUser(tx, { workspaceId, name, email, passwordHash: null, role: 'agent', at });
  const baseUrl = await workspaceBaseUrl(tx, { workspaceId, publicUrl: deps.publicUrl, baseDomain: deps.baseDomain });
  const { url, expiresAt } = await inviteUser(tx, { workspaceId, userId, baseUrl, at });
  await sql`
    update extensions set user_id = ${userId}
    where workspace_id = ${workspaceId} and connection_id = ${id} and extension = ${extension}
  `.execute(tx);
  const about = { extension, userId, before: null };
  await audit(tx, { workspaceId, userId: by, action: 'telephony.extension-assigned', about, at });
  return { userId, name, extension, url, expiresAt: expiresAt.toISOString() };
}

async function lockFree(tx: Tx, { workspaceId, id }: Connection): Promise<Free[]> {
  const { rows } = await sql<Free>`
    select extension, name from extensions
    where workspace_id = ${workspaceId} and connection_id = ${id} and user_id is null and vanished_at is null
    order by length(extension), extension
    for update
  `.execute(tx);
  return rows;
}
