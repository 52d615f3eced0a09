import type { BrowserPhoneHosts } from '@carillon/contract';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import type { Identity } from '../../http/identity.ts';
import { findConnection } from '../../provider/connection.ts';
import { askProvider } from '../../provider/provider-problem.ts';
import { isAllowed } from './allowed-hosts.ts';
import type { BrowserPhoneDeps } from './browser-phone-deps.ts';
import { ourHost } from './our-host.ts';

type Adding = {
  by: Identity;
  host: string;
  /** The host this request was sent to. */
  here: string;
};

/** Where the provider lets the phone run. @throws {AppError} `not-connected`, `browser-phone-off`, and the provider's failures. */
export async function readHosts(deps: BrowserPhoneDeps, by: Identity, host: string | undefined): Promise<BrowserPhoneHosts> {
  const { client, own } = await accountOf(deps, by);
  const { domains } = await askProvider(() => client.webPhone());
  const ours = host?.toLowerCase() ?? own;
  return { ours, allowed: isAllowed(ours, domains), hosts: [...domains] };
}

/**
 * Tells the provider that its phone may run on our pages.
 *
 * @throws {AppError} `invalid` for a host where we are not: nobody gives the account's phone to another site here.
 */
export async function addHost(deps: BrowserPhoneDeps, { by, here, ...wanted }: Adding): Promise<BrowserPhoneHosts> {
  const { client, own } = await accountOf(deps, by);
  const host = wanted.host.toLowerCase();
  if (host !== own && host !== here) throw invalid('/host', `must be the host of these pages: ${own}`);
  const before = await askProvider(() => client.webPhone());
  if (!isAllowed(host, before.domains)) {
    await askProvider(() => (before.exists ? client.addWebPhoneDomain(host) : client.createWebPhone(host)));
    await inWorkspace(deps.db, by.workspaceId, (tx) =>
      audit(tx, {
        workspaceId: by.workspaceId,
        userId: by.userId,
        action: 'telephony.browser-phone-host',
        about: { host },
        at: deps.now(),
      }),
    );
  }
  const { domains } = await askProvider(() => client.webPhone());
  return { ours: host, allowed: isAllowed(host, domains), hosts: [...domains] };
}

async function accountOf(deps: BrowserPhoneDeps, { workspaceId }: Identity) {
  const { connection, own } = await inWorkspace(deps.db, workspaceId, async (tx) => ({
    connection: await findConnection(tx, workspaceId),
    own: await ourHost(tx, deps, workspaceId),
  }));
  const client = deps.clients.clientFor(connection);
  if (!deps.providers.find(({ id }) => id === connection.provider)?.webPhone) {
    throw new AppError('browser-phone-off', 'This provider has no phone for web pages.');
  }
  return { client, own };
}
