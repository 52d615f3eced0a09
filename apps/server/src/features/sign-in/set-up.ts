import type { Kysely } from 'kysely';
import { sql } from 'kysely';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { hashToken } from '../../http/authenticate.ts';
import { addUser } from '../../people/add-user.ts';
import { hashPassword } from '../../people/password.ts';
import { ensureBootstrapToken } from './first-administrator.ts';

type Open = { db: Kysely<Database>; now: () => Date };

/**
 * The workspace a set-up link still opens (2.9).
 *
 * @throws {AppError} `setup-closed`: unknown, used, too old, or somebody is there already.
 */
export async function openSetup({ db, now }: Open, token: string): Promise<string> {
  const { rows } = await sql<{ workspaceId: string }>`
    select workspace_id as "workspaceId" from setup_links
    where token_hash = ${hashToken(token)} and used_at is null and expires_at > ${now()} and not workspace_has_users(workspace_id)
  `.execute(db);
  if (!rows[0]) throw setupClosed();
  return rows[0].workspaceId;
}

type SetUp = { token: string; name: string; email: string; password: string; company?: string };

/** Makes the first administrator. Of two who use the link at once, one is told that it is closed. */
export async function setUp(
  { db, now, bootstrapToken }: Open & { bootstrapToken: string | undefined },
  { token, name, email, password, company }: SetUp,
): Promise<{ workspaceId: string; userId: string }> {
  const workspaceId = await openSetup({ db, now }, token);
  const passwordHash = await hashPassword(password);
  const at = now();
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.workspace_id', ${workspaceId}, true)`.execute(tx);
    const { rows } = await sql`
      update setup_links set used_at = ${at} where token_hash = ${hashToken(token)} and used_at is null and not workspace_has_users(workspace_id)
      returning token_hash
    `.execute(tx);
    if (rows.length === 0) throw setupClosed();
    if (company !== undefined) await tx.updateTable('workspaces').set({ name: company }).where('id', '=', workspaceId).execute();
    const user = await addUser(tx, { workspaceId, name, email, passwordHash, role: 'admin', at });
    await ensureBootstrapToken(tx, { workspaceId, bootstrapToken, at });
    return { workspaceId, userId: user.id };
  });
}

const setupClosed = () =>
  new AppError('setup-closed', 'This set-up link does not work any more. Restart the server to get a new one, or sign in.');
