import type { TelephonySettingsPatch } from '@carillon/contract';
import type { ZadarmaClient } from '@carillon/zadarma';
import { invalid } from '../../errors.ts';
import { suggestZone } from '../../provider/account-zone.ts';
import type { Connection } from '../../provider/connection.ts';
import { checkKeys } from '../../provider/provider-problem.ts';
import { openSecret, sealSecret } from '../../secret.ts';
import type { SettingsDeps } from './settings-deps.ts';

/** What is to be written about keys. `connected`: the provider has just accepted them. */
export type CheckedKeys =
  | { touched: false; connected: false; suggestedTimezone: undefined }
  | {
      touched: true;
      connected: boolean;
      apiKey: string | null;
      sealedSecret: string | null;
      suggestedTimezone: string | undefined;
    };

/**
 * Tries the keys a patch would leave behind: a half that is not given is the stored one. Half a pair is kept untried.
 *
 * @throws {AppError} `keys-refused`, `provider-unavailable`, `provider-limit`.
 */
export async function checkNewKeys(deps: SettingsDeps, before: Connection, patch: TelephonySettingsPatch): Promise<CheckedKeys> {
  const provider = patch.provider ?? before.provider;
  const touched = patch.apiKey !== undefined || patch.apiSecret !== undefined || provider !== before.provider;
  if (!touched) return { touched, connected: false, suggestedTimezone: undefined };
  const apiKey = patch.apiKey === undefined ? before.apiKey : (patch.apiKey?.trim() ?? null);
  const secret = patch.apiSecret === undefined ? storedSecret(deps, before, apiKey) : (patch.apiSecret?.trim() ?? null);
  const sealedSecret = patch.apiSecret === undefined ? before.sealedSecret : seal(deps, secret);
  if (apiKey === null || secret === null) {
    return { touched, connected: false, apiKey, sealedSecret, suggestedTimezone: undefined };
  }
  const account = { workspaceId: before.workspaceId, connectionId: before.id, provider, key: apiKey, secret };
  const client = deps.clients.clientWith(account);
  await checkKeys(() => client.balance());
  const isChosen = before.timezoneConfirmedAt !== null || patch.accountTimezone !== undefined;
  const place = { country: patch.country ?? before.country, now: deps.now() };
  const suggestedTimezone = isChosen ? undefined : await readZone(client, place);
  return { touched, connected: true, apiKey, sealedSecret, suggestedTimezone };
}

function storedSecret(deps: SettingsDeps, { sealedSecret }: Connection, apiKey: string | null): string | null {
  if (sealedSecret === null || apiKey === null) return null;
  const opened = openSecret({ secret: deps.secret, purpose: 'provider-secret', sealed: sealedSecret });
  if (opened.ok) return opened.plain;
  throw invalid('/apiSecret', 'must be given again: the saved one can not be read with this CARILLON_SECRET');
}

function seal(deps: SettingsDeps, plain: string | null): string | null {
  return plain === null ? null : sealSecret({ secret: deps.secret, purpose: 'provider-secret', plain });
}

/** Without an answer the zone stays as it is: it is only a suggestion. */
async function readZone(client: ZadarmaClient, at: { country: string; now: Date }): Promise<string | undefined> {
  try {
    return suggestZone(await client.timezone(), at);
  } catch {
    return undefined;
  }
}
