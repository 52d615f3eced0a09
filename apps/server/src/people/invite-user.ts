import type { Tx } from '../db/in-workspace.ts';
import { newSecretToken } from './secret-token.ts';

const VALID_DAYS = 7;

type Invite = { workspaceId: string; userId: string /** Where this workspace's pages are. */; baseUrl: string; at: Date };

/** A link with which the user chooses a password. A new one puts the old ones out of use. */
export async function inviteUser(
  tx: Tx,
  { workspaceId, userId, baseUrl, at }: Invite,
): Promise<{ url: string; expiresAt: Date }> {
  const { token, hash } = newSecretToken();
  const expiresAt = new Date(+at + VALID_DAYS * 86_400_000);
  await tx.deleteFrom('invitations').where('workspace_id', '=', workspaceId).where('user_id', '=', userId).execute();
  await tx
    .insertInto('invitations')
    .values({ workspace_id: workspaceId, token_hash: hash, user_id: userId, expires_at: expiresAt })
    .execute();
  return { url: `${baseUrl}/invitation?token=${token}`, expiresAt };
}
