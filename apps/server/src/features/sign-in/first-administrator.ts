import { type Kysely, sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { hashToken } from '../../http/authenticate.ts';
import { addUser } from '../../people/add-user.ts';
import { hashPassword } from '../../people/password.ts';
import { renewSetupLink } from '../../people/renew-setup-link.ts';
import { createWorkspace } from '../../workspaces/create-workspace.ts';

export type FirstAdministratorInput = {
  db: Kysely<Database>;
  publicUrl: string;
  baseDomain?: string | undefined;
  adminEmail: string | undefined;
  adminPassword: string | undefined;
  bootstrapToken: string | undefined;
  country: string;
  /** Provider entry of a new workspace. */
  provider?: string;
  now: () => Date;
};

const LOCK = 4_027_101_863; // any number: the same in every process, no other lock of ours
const BOOTSTRAP_NAME = 'CARILLON_BOOTSTRAP_TOKEN';

/**
 * Sees to it that somebody can get in; run at every start, by every process.
 *
 * @returns the address of the one-time set-up page (valid 24 h, the one of the last start) while there is no user, otherwise null.
 */
export async function ensureFirstAdministrator(input: FirstAdministratorInput): Promise<{ setupUrl: string | null }> {
  const { db, adminEmail, adminPassword, now } = input;
  const passwordHash = adminEmail && adminPassword ? await hashPassword(adminPassword) : undefined;
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${LOCK}::bigint)`.execute(tx);
    const workspaceId = await firstWorkspace(tx, input);
    if (!(await hasUsers(tx, workspaceId))) {
      if (adminEmail === undefined || passwordHash === undefined)
        return {
          setupUrl: await renewSetupLink(tx, {
            workspaceId,
            publicUrl: input.publicUrl,
            baseDomain: input.baseDomain,
            at: now(),
          }),
        };
      await addUser(tx, {
        workspaceId,
        name: adminEmail.split('@')[0] ?? adminEmail,
        email: adminEmail,
        passwordHash,
        role: 'admin',
        at: now(),
      });
    }
    await ensureBootstrapToken(tx, { workspaceId, bootstrapToken: input.bootstrapToken, at: now() });
    return { setupUrl: null };
  });
}

/** Enters the oldest workspace, made if there is none. */
async function firstWorkspace(tx: Tx, { country, provider, now }: FirstAdministratorInput): Promise<string> {
  const oldest = await tx.selectFrom('workspaces').select('id').orderBy('created_at').orderBy('id').limit(1).executeTakeFirst();
  if (oldest === undefined) {
    const made = await createWorkspace(tx, {
      slug: 'main',
      name: 'Carillon',
      country,
      ...(provider ? { provider } : {}),
      at: now(),
    });
    return made.workspaceId;
  }
  await sql`select set_config('app.workspace_id', ${oldest.id}, true)`.execute(tx);
  return oldest.id;
}

async function hasUsers(tx: Tx, workspaceId: string): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select workspace_has_users(${workspaceId}) as has`.execute(tx);
  return rows[0]?.has === true;
}

/** The operator's token works as the first administrator; another or none puts the one before out of use. */
export async function ensureBootstrapToken(
  tx: Tx,
  { workspaceId, bootstrapToken, at }: { workspaceId: string; bootstrapToken: string | undefined; at: Date },
): Promise<void> {
  const hash = bootstrapToken === undefined ? null : hashToken(bootstrapToken);
  await sql`
    delete from api_tokens where workspace_id = ${workspaceId} and name = ${BOOTSTRAP_NAME} and token_hash is distinct from ${hash}::bytea
  `.execute(tx);
  if (hash === null) return;
  await sql`
    insert into api_tokens (workspace_id, id, user_id, token_hash, name, created_at)
    select u.workspace_id, ${uuidv7()}, u.id, ${hash}, ${BOOTSTRAP_NAME}, ${at} from users u
    where u.workspace_id = ${workspaceId} and u.role = 'admin' and u.active order by u.created_at, u.id limit 1
    on conflict (token_hash) do nothing
  `.execute(tx);
}
