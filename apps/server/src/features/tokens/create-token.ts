import { uuidv7 } from 'uuidv7';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { newSecretToken } from '../../people/secret-token.ts';

type NewToken = { workspaceId: string; userId: string; name: string; at: Date };

/** Makes an API token of a user. Its text is told now and never again: the database keeps a hash. */
export async function createToken(tx: Tx, { workspaceId, userId, name, at }: NewToken) {
  const { token, hash } = newSecretToken('carillon_');
  const id = uuidv7();
  await tx
    .insertInto('api_tokens')
    .values({ workspace_id: workspaceId, id, user_id: userId, token_hash: hash, name, created_at: at })
    .execute();
  await audit(tx, { workspaceId, userId, action: 'token.created', about: { tokenId: id, name }, at });
  return { id, name, userId, createdAt: at.toISOString(), lastUsedAt: null, token };
}
