import type { User, UserCreate } from '@carillon/contract';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { audit } from '../../audit/audit.ts';
import type { Identity } from '../../http/identity.ts';
import { addUser } from '../../people/add-user.ts';
import { loadUser } from '../../people/load-users.ts';
import { typedNumberDoor } from '../../people/number-door.ts';
import { replaceOwnPhones } from '../../people/own-phones.ts';
import { hashPassword } from '../../people/password.ts';
import type { UserDeps } from './user-deps.ts';

/** Makes a user; with a password they can sign in at once, without one they need an invitation. */
export async function createUser({ db, now }: UserDeps, by: Identity, input: UserCreate): Promise<User> {
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  const { workspaceId } = by;
  return inWorkspace(db, workspaceId, async (tx) => {
    const at = now();
    const { id } = await addUser(tx, {
      workspaceId,
      name: input.name,
      email: input.email,
      passwordHash,
      role: input.role ?? 'agent',
      callDevice: input.callDevice ?? 'desk',
      at,
    });
    if (input.phones?.length) {
      await replaceOwnPhones(tx, { workspaceId, userId: id, phones: input.phones, door: await typedNumberDoor(tx, workspaceId) });
    }
    await audit(tx, {
      workspaceId,
      userId: by.userId,
      action: 'user.created',
      about: { userId: id, role: input.role ?? 'agent' },
      at,
    });
    const user = await loadUser(tx, workspaceId, id);
    if (!user) throw new AppError('internal', 'The new user is not there.');
    return user;
  });
}
