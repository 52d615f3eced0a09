import { isIP } from 'node:net';
import { DEFAULT_FEATURES, type TelephonySettingsPatch } from '@carillon/contract';
import { isZone } from '../../provider/account-zone.ts';
import type { Provider } from '../../provider/providers.ts';

export type Fault = { pointer: string; detail: string };

/** What the validator says of a time-out that is no whole number from 0 to 120 is replaced by this, too. */
export const RETURN_TIMEOUT = {
  pointer: '/features/routeToResponsible/returnTimeoutSeconds',
  detail: 'must be 0 (rings for ever) or a whole number from 3 to 120 seconds',
};

/** What is wrong with a patch beyond its shape, as far as it can be told without the database. Empty: nothing. */
export function settingsFaults(patch: TelephonySettingsPatch, providers: readonly Provider[]): Fault[] {
  const faults: Fault[] = unknownKeys(patch.features, DEFAULT_FEATURES, '/features');
  const seconds = patch.features?.routeToResponsible?.returnTimeoutSeconds;
  if (seconds === 1 || seconds === 2) faults.push(RETURN_TIMEOUT);
  if (patch.provider !== undefined && !providers.some(({ id }) => id === patch.provider)) {
    faults.push({ pointer: '/provider', detail: `must be one of ${providers.map(({ id }) => id).join(', ')}` });
  }
  if (patch.accountTimezone !== undefined && !isZone(patch.accountTimezone)) {
    faults.push({ pointer: '/accountTimezone', detail: 'must be a time zone such as Europe/Moscow' });
  }
  if (patch.country !== undefined && !isCountry(patch.country)) {
    faults.push({ pointer: '/country', detail: 'must be a country code of two letters, such as RU' });
  }
  for (const name of ['apiKey', 'apiSecret'] as const) {
    if (patch[name]?.trim() === '') faults.push({ pointer: `/${name}`, detail: 'must not be empty; null removes it' });
  }
  patch.ipAllowList?.ranges?.forEach((range, n) => {
    if (!isRange(range))
      faults.push({ pointer: `/ipAllowList/ranges/${n}`, detail: 'must be an address or a range such as 185.45.152.40/30' });
  });
  return faults;
}

function unknownKeys(given: unknown, known: unknown, pointer: string): Fault[] {
  if (!isObject(given) || !isObject(known)) return [];
  return Object.entries(given).flatMap(([name, value]) =>
    Object.hasOwn(known, name)
      ? unknownKeys(value, known[name], `${pointer}/${name}`)
      : [{ pointer: `${pointer}/${name}`, detail: 'is no such option' }],
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isCountry(code: string): boolean {
  return new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' }).of(code) !== undefined;
}

function isRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
