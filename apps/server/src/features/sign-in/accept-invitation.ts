import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { hashToken } from '../../http/authenticate.ts';
import { hashPassword } from '../../people/password.ts';

type Deps = { db: Kysely<Database>; now: () => Date };
type Invited = { workspaceId: string; userId: string };

/** @throws {AppError} `not-found`: unknown, used or too old. */
async function findInvitation({ db, now }: Deps, token: string): Promise<Invited> {
  const { rows } = await sql<Invited>`
    select workspace_id as "workspaceId", user_id as "userId" from find_invitation(${hashToken(token)}, ${now()})
  `.execute(db);
  if (!rows[0]) throw gone();
  return rows[0];
}

/** Whom an invitation is for. */
export async function readInvitation(deps: Deps, token: string): Promise<{ name: string; email: string }> {
  const { workspaceId, userId } = await findInvitation(deps, token);
  const person = await inWorkspace(deps.db, workspaceId, (tx) =>
    tx
      .selectFrom('users')
      .innerJoin('identities', 'identities.id', 'users.identity_id')
      .select(['users.name', 'identities.email'])
      .where('users.workspace_id', '=', workspaceId)
      .where('users.id', '=', userId)
      .where('users.active', '=', true)
      .executeTakeFirst(),
  );
  if (!person) throw gone();
  return person;
}

/** Sets the invited user's password and uses the link up. */
export async function acceptInvitation(deps: Deps, { token, password }: { token: string; password: string }): Promise<Invited> {
  const invited = await findInvitation(deps, token);
  const passwordHash = await hashPassword(password);
  await inWorkspace(deps.db, invited.workspaceId, async (tx) => {
    const { rows } = await sql`
      delete from invitations where workspace_id = ${invited.workspaceId} and token_hash = ${hashToken(token)} returning user_id
    `.execute(tx);
    if (rows.length === 0) throw gone(); // somebody was quicker
    const { rows: set } = await sql`
      update identities i set password_hash = ${passwordHash} from users u
      where u.workspace_id = ${invited.workspaceId} and u.id = ${invited.userId} and u.active and i.id = u.identity_id returning i.id
    `.execute(tx);
    if (set.length === 0) throw gone();
  });
  return invited;
}

const gone = () => new AppError('not-found', 'This invitation does not work any more. Ask your administrator for a new one.');
