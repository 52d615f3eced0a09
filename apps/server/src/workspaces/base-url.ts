import type { Tx } from '../db/in-workspace.ts';

/** Where a workspace's pages are: the public address, or its own host where one installation serves many companies. */
export async function workspaceBaseUrl(
  tx: Tx,
  { workspaceId, publicUrl, baseDomain }: { workspaceId: string; publicUrl: string; baseDomain: string | undefined },
): Promise<string> {
  if (baseDomain === undefined) return publicUrl;
  const { slug } = await tx.selectFrom('workspaces').select('slug').where('id', '=', workspaceId).executeTakeFirstOrThrow();
  return `${new URL(publicUrl).protocol}//${slug}.${baseDomain}`;
}
