import type { Tx } from '../../db/in-workspace.ts';
import { workspaceBaseUrl } from '../../workspaces/base-url.ts';
import type { BrowserPhoneDeps } from './browser-phone-deps.ts';

/** The host of this workspace's pages, as the operator has told it. */
export async function ourHost(
  tx: Tx,
  { publicUrl, baseDomain }: Pick<BrowserPhoneDeps, 'publicUrl' | 'baseDomain'>,
  workspaceId: string,
): Promise<string> {
  return new URL(await workspaceBaseUrl(tx, { workspaceId, publicUrl, baseDomain })).hostname;
}
