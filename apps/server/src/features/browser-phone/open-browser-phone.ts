import type { BrowserPhone } from '@carillon/contract';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Identity } from '../../http/identity.ts';
import { askProvider } from '../../provider/provider-problem.ts';
import { askHosts, askKey, isAllowed } from './allowed-hosts.ts';
import type { BrowserPhoneDeps } from './browser-phone-deps.ts';
import { expiryOf, findKey, keepKey, type KeptKey } from './kept-keys.ts';
import { ourHost } from './our-host.ts';
import { type MyPhone, readMyPhone } from './read-my-phone.ts';

export type OpenBrowserPhone = (by: Identity, host: string | undefined) => Promise<BrowserPhone>;

/**
 * Gives a page what it needs to start the phone of the extension of whoever is signed in there. Pages that ask at once share one
 * question to the provider.
 *
 * @throws {AppError} what `readMyPhone` throws, `domain-not-allowed`, and the provider's failures.
 */
export function browserPhoneOpener(deps: BrowserPhoneDeps): OpenBrowserPhone {
  const underway = new Map<string, Promise<KeptKey>>();
  const share = (name: string, work: () => Promise<KeptKey>): Promise<KeptKey> => {
    const running = underway.get(name) ?? work().finally(() => underway.delete(name));
    underway.set(name, running);
    return running;
  };
  return async (by, asked) => {
    const { phone, host } = await inWorkspace(deps.db, by.workspaceId, async (tx) => ({
      phone: await readMyPhone(tx, deps.providers, by),
      host: asked ?? (await ourHost(tx, deps, by.workspaceId)),
    }));
    const name = [phone.connection.id, phone.connection.version, phone.extension, host].join(' ');
    const login = `${await pbxIdOf(deps, phone)}-${phone.extension}`;
    const kept = await share(name, () => keyFor(deps, { ...phone, login, host }));
    return { login, key: kept.key, expiresAt: expiryOf(kept).toISOString(), scripts: phone.entry.scripts };
  };
}

/** Known since the extensions were read. */
async function pbxIdOf({ clients }: BrowserPhoneDeps, { connection }: MyPhone): Promise<string> {
  return connection.pbxId ?? (await askProvider(() => clients.clientFor(connection).extensions())).pbxId;
}

type Wanted = MyPhone & { login: string; host: string };

async function keyFor({ db, clients, now, secret }: BrowserPhoneDeps, wanted: Wanted): Promise<KeptKey> {
  const { connection, login, host } = wanted;
  const at = now();
  const kept = await inWorkspace(db, connection.workspaceId, (tx) => findKey(tx, wanted, { secret, now: at }));
  if (kept && isAllowed(host, kept.hosts)) return kept;
  const client = clients.clientFor(connection);
  const hosts = await askHosts(client, host);
  const fresh = kept ? { ...kept, hosts } : { key: await askKey(client, { login, host }), hosts, askedAt: at };
  await inWorkspace(db, connection.workspaceId, (tx) => keepKey(tx, wanted, { ...fresh, secret }));
  return fresh;
}
