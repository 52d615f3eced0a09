import type { AccountHooks, AccountWebhooks, ZadarmaClient } from '@carillon/zadarma';
import type { ProviderClients } from '../../provider/provider-clients.ts';
import type { Connection } from '../../provider/connection.ts';
import type { SettingsDeps } from './settings-deps.ts';
import { isElsewhere, sameUrl } from './same-url.ts';

type Deps = Pick<SettingsDeps, 'log'> & { clients: ProviderClients };

/** What is no call and wanted all the same: texts, where tracked calls come from, that a transcript is ready (5.11, 5.12). */
const NEWS = ['sms', 'call_tracking', 'speech_recognition'] as const satisfies (keyof AccountHooks)[];
type News = (typeof NEWS)[number];

/** An account that does not tell it, or a budget that is spent, is no reason to fail. */
export async function readAccountNews(deps: Deps, connection: Connection): Promise<AccountWebhooks | null> {
  try {
    return await deps.clients.clientFor(connection, 'extra').accountWebhooks();
  } catch (err) {
    deps.log.warn({ err }, 'The provider does not tell where it reports texts');
    return null;
  }
}

/** Those of the wanted that are switched off, in the provider's words. */
export const newsOff = ({ hooks }: AccountWebhooks): string[] => NEWS.filter((name) => !hooks[name]);

type Taking = {
  client: ZadarmaClient;
  ours: string;
  connection: Connection;
  account: AccountWebhooks;
  wanted?: readonly News[];
};

/** Makes the account report to us as far as it lets us. Returns what it says afterwards. */
export async function takeAccountNews(
  deps: Deps,
  { client, ours, connection, account, wanted = NEWS }: Taking,
): Promise<AccountWebhooks> {
  const isSet = account.url !== null && sameUrl(account.url, ours);
  if (isSet && wanted.every((name) => account.hooks[name])) return account;
  try {
    if (!isSet) await client.setAccountWebhookUrl(ours);
    await client.setAccountHooks(Object.fromEntries(wanted.map((name) => [name, true])));
  } catch (err) {
    deps.log.warn({ err }, 'The provider does not let us have its texts');
  }
  return (await readAccountNews(deps, connection)) ?? account;
}

/**
 * 5.11: transcripts are in use, so the provider is to tell when one is ready: with all its other news where nobody has them yet and its calls
 * are ours. Another system's address stays. Never fails: without it the provider is asked again and again, and the checklist says so.
 */
export async function hearOfTranscripts(deps: Deps, connection: Connection, ours: string): Promise<void> {
  try {
    const client = deps.clients.clientFor(connection, 'step');
    const account = await client.accountWebhooks();
    if (isElsewhere(account.url, ours)) return;
    if (account.url !== null) {
      await takeAccountNews(deps, { client, ours, connection, account, wanted: ['speech_recognition'] });
    } else {
      const { url } = await client.callInfo();
      if (url !== null && sameUrl(url, ours)) await takeAccountNews(deps, { client, ours, connection, account });
    }
  } catch (err) {
    deps.log.warn({ err }, 'The provider was not told to report transcripts');
  }
}
