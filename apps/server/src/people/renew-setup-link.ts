import type { Tx } from '../db/in-workspace.ts';
import { workspaceBaseUrl } from '../workspaces/base-url.ts';
import { newSecretToken } from './secret-token.ts';

const SETUP_HOURS = 24;

type Input = { workspaceId: string; publicUrl: string; baseDomain: string | undefined; at: Date };

/** The address of the one-time page that makes a workspace's first administrator (2.9), for 24 hours; the one before no longer opens. */
export async function renewSetupLink(tx: Tx, { workspaceId, publicUrl, baseDomain, at }: Input): Promise<string> {
  const { token, hash } = newSecretToken();
  await tx.deleteFrom('setup_links').where('workspace_id', '=', workspaceId).execute();
  await tx
    .insertInto('setup_links')
    .values({ token_hash: hash, workspace_id: workspaceId, expires_at: new Date(+at + SETUP_HOURS * 3_600_000) })
    .execute();
  return `${await workspaceBaseUrl(tx, { workspaceId, publicUrl, baseDomain })}/setup?token=${token}`;
}
