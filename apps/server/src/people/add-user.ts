import type { Role } from '@carillon/contract';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/in-workspace.ts';
import { AppError } from '../errors.ts';

export type NewUser = {
  workspaceId: string;
  name: string;
  email: string;
  /** Null: the user chooses one by invitation. */
  passwordHash: string | null;
  role: Role;
  callDevice?: 'desk' | 'browser' | 'mobile';
  at: Date;
};

/**
 * Makes a person who can sign in, and their user in the workspace.
 *
 * @returns the ids of both.
 * @throws {AppError} `email-taken`: of two that make the same address at once, one gets this.
 */
export async function addUser(tx: Tx, user: NewUser): Promise<{ id: string; identityId: string }> {
  const identityId = uuidv7();
  const made = await tx
    .insertInto('identities')
    .values({ id: identityId, email: user.email, password_hash: user.passwordHash, created_at: user.at })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .execute();
  if (made.length === 0) throw emailTaken();
  const id = uuidv7();
  await tx
    .insertInto('users')
    .values({
      workspace_id: user.workspaceId,
      id,
      identity_id: identityId,
      name: user.name,
      role: user.role,
      call_device: user.callDevice ?? 'desk',
      created_at: user.at,
    })
    .execute();
  return { id, identityId };
}

export const emailTaken = (): AppError =>
  new AppError('email-taken', 'Somebody signs in with this e-mail address already.', {
    errors: [{ pointer: '/email', detail: 'belongs to another user' }],
  });
