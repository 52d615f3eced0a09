import type { User, UserPatch } from '@carillon/contract';
import { returnTimeout } from '@carillon/telephony';
import { sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { audit } from '../../audit/audit.ts';
import type { Identity } from '../../http/identity.ts';
import { emailTaken } from '../../people/add-user.ts';
import { loadUser } from '../../people/load-users.ts';
import { typedNumberDoor } from '../../people/number-door.ts';
import { replaceOwnPhones } from '../../people/own-phones.ts';
import { hashPassword } from '../../people/password.ts';
import { closeSessions } from '../../people/sessions.ts';
import { deactivateUser } from './deactivate-user.ts';
import type { UserDeps } from './user-deps.ts';

/** What somebody may change about themselves without being an administrator. */
const OWN_FIELDS = new Set(['password', 'locale', 'callDevice', 'absence', 'preferences']);
/** What a supervisor may change about anybody (2.7). */
const SUPERVISED_FIELDS = new Set(['absence']);

type Patch = {
  by: Identity;
  id: string;
  patch: UserPatch;
  /** Stays open when a user changes their own password. */
  sessionHash: Buffer | undefined;
};

/**
 * Changes a user; what the patch does not name stays.
 *
 * @throws {AppError} `forbidden`, `not-found`, `email-taken`, `number-taken`, `last-administrator`, `invalid`.
 */
export async function patchUser(deps: UserDeps, { by, id, patch, sessionHash }: Patch): Promise<User> {
  refuseForeignFields(by, id, patch);
  const passwordHash = patch.password === undefined ? undefined : await hashPassword(patch.password);
  const { workspaceId } = by;
  const { user, deactivated } = await inWorkspace(deps.db, workspaceId, async (tx) => {
    const at = deps.now();
    const { before, otherAdministrators } = await lockUsers(tx, { workspaceId, id, patch });
    const leaves = before.active && patch.active === false;
    const demoted = before.role === 'admin' && patch.role !== undefined && patch.role !== 'admin';
    if (before.role === 'admin' && before.active && (leaves || demoted) && otherAdministrators === 0) {
      throw new AppError('last-administrator', 'This is the last active administrator: make somebody else one first.');
    }
    await saveUser(tx, { workspaceId, id, patch });
    await saveIdentity(tx, { identityId: before.identityId, email: patch.email, passwordHash });
    if (passwordHash !== undefined)
      await closeSessions(tx, { workspaceId, userId: id, except: by.userId === id ? sessionHash : undefined });
    if (patch.phones) {
      await replaceOwnPhones(tx, { workspaceId, userId: id, phones: patch.phones, door: await typedNumberDoor(tx, workspaceId) });
    }
    if (leaves) await deactivateUser(tx, { workspaceId, userId: id, by: by.userId, at });
    await audit(tx, {
      workspaceId,
      userId: by.userId,
      action: 'user.changed',
      about: { userId: id, fields: Object.keys(patch) },
      at,
    });
    const after = await loadUser(tx, workspaceId, id);
    if (!after) throw new AppError('not-found', 'There is no such user.');
    return { user: after, deactivated: leaves };
  });
  if (deactivated) deps.onUserDeactivated(workspaceId, id);
  return user;
}

function refuseForeignFields(by: Identity, id: string, patch: UserPatch): void {
  if (by.role === 'admin') return;
  const allowed = (field: string) =>
    (by.userId === id && OWN_FIELDS.has(field)) || (by.role === 'supervisor' && SUPERVISED_FIELDS.has(field));
  if (!Object.keys(patch).every(allowed) || (by.userId !== id && by.role !== 'supervisor')) {
    throw new AppError('forbidden', 'Only an administrator may change this.');
  }
}

type Locked = { id: string; role: string; active: boolean; identityId: string };

/**
 * Locks the user, and where the patch might take an administrator away all administrators with them, always in the order of ids:
 * two who step down at once can't both be the last but one, nor wait for each other.
 */
async function lockUsers(tx: Tx, { workspaceId, id, patch }: { workspaceId: string; id: string; patch: UserPatch }) {
  const mayLose = patch.role !== undefined || patch.active !== undefined;
  const { rows } = await sql<Locked>`
    select id, role, active, identity_id as "identityId" from users
    where workspace_id = ${workspaceId} and (id = ${id} or (${mayLose} and role = 'admin' and active)) order by id for update
  `.execute(tx);
  const before = rows.find((row) => row.id === id);
  if (!before) throw new AppError('not-found', 'There is no such user.');
  const otherAdministrators = rows.filter((row) => row.id !== id && row.role === 'admin' && row.active).length;
  return { before, otherAdministrators };
}

async function saveUser(
  tx: Tx,
  { workspaceId, id, patch }: { workspaceId: string; id: string; patch: UserPatch },
): Promise<void> {
  const { name, role, callDevice, active, locale, absence, returnTimeoutSeconds } = patch;
  if (returnTimeoutSeconds != null && !returnTimeout(returnTimeoutSeconds).ok) {
    throw invalid('/returnTimeoutSeconds', 'must be 0 (rings for ever) or a whole number from 3 to 120 seconds');
  }
  if (absence?.deputyId != null) await refuseUnknownDeputy(tx, { workspaceId, userId: id, deputyId: absence.deputyId });
  const changes = {
    ...(name === undefined ? {} : { name }),
    ...(role === undefined ? {} : { role }),
    ...(callDevice === undefined ? {} : { call_device: callDevice }),
    ...(active === undefined ? {} : { active }),
    ...(locale === undefined ? {} : { locale }),
    ...(returnTimeoutSeconds === undefined ? {} : { return_timeout_seconds: returnTimeoutSeconds }),
    ...(absence === undefined ? {} : { absent_until: absence?.until ?? null, deputy_id: absence?.deputyId ?? null }),
  };
  if (patch.preferences !== undefined) await savePreferences(tx, { workspaceId, id, preferences: patch.preferences });
  if (Object.keys(changes).length === 0) return;
  await tx.updateTable('users').set(changes).where('workspace_id', '=', workspaceId).where('id', '=', id).execute();
}

type Chosen = { workspaceId: string; id: string; preferences: NonNullable<UserPatch['preferences']> };

/** Siblings stay, as in every merge patch. */
async function savePreferences(tx: Tx, { workspaceId, id, preferences }: Chosen): Promise<void> {
  await sql`
    update users set preferences = preferences || ${JSON.stringify(preferences)}::jsonb where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
}

type Deputy = { workspaceId: string; userId: string; deputyId: string };

async function refuseUnknownDeputy(tx: Tx, { workspaceId, userId, deputyId }: Deputy): Promise<void> {
  if (deputyId === userId) throw invalid('/absence/deputyId', 'Nobody is their own deputy.');
  const deputy = await loadUser(tx, workspaceId, deputyId);
  if (!deputy?.active) throw invalid('/absence/deputyId', 'There is no such active user.');
}

type Credentials = { identityId: string; email: string | undefined; passwordHash: string | undefined };

async function saveIdentity(tx: Tx, { identityId, email, passwordHash }: Credentials): Promise<void> {
  if (email === undefined && passwordHash === undefined) return;
  try {
    await tx
      .updateTable('identities')
      .set({ ...(email === undefined ? {} : { email }), ...(passwordHash === undefined ? {} : { password_hash: passwordHash }) })
      .where('id', '=', identityId)
      .execute();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23505') throw emailTaken();
    throw error;
  }
}
