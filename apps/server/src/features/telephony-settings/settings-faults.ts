import { isIP } from 'node:net';
import type { FeaturesPatch, TelephonySettingsPatch } from '@carillon/contract';
import { isZone } from '../../provider/account-zone.ts';
import type { Provider } from '../../provider/providers.ts';
import { allowedValues, isOption } from './allowed-values.ts';

export type Fault = { pointer: string; detail: string };

/** What is wrong with a patch beyond its shape, as far as it can be told without the database. Empty: nothing. */
export function settingsFaults(patch: TelephonySettingsPatch, providers: readonly Provider[]): Fault[] {
  const faults: Fault[] = [...unknownOptions(patch.features, '/features'), ...templateFaults(patch.features)];
  const seconds = patch.features?.routeToResponsible?.returnTimeoutSeconds;
  if (seconds === 1 || seconds === 2) faults.push(outOfRange('/features/routeToResponsible/returnTimeoutSeconds'));
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

const outOfRange = (pointer: string): Fault => ({ pointer, detail: allowedValues(pointer) ?? 'is not valid' });

function unknownOptions(given: unknown, pointer: string): Fault[] {
  if (!isObject(given)) return [];
  return Object.entries(given).flatMap(([name, value]) => {
    const inner = `${pointer}/${name}`;
    return isOption(inner) ? unknownOptions(value, inner) : [{ pointer: inner, detail: 'is no such option' }];
  });
}

const FILLED_IN = new Set(['{number}', '{did}', '{date}']);

/** 6.5: a gap nobody fills in would stand in every name. */
function templateFaults(features: FeaturesPatch | undefined): Fault[] {
  return (['inbound', 'outbound'] as const).flatMap((direction) => {
    const template = features?.autoCreate?.[direction]?.nameTemplate;
    if (template == null) return [];
    const pointer = `/features/autoCreate/${direction}/nameTemplate`;
    if (template.trim() === '') return [outOfRange(pointer)];
    const strange = template.match(/\{[^}]*\}?|\}/g)?.find((gap) => !FILLED_IN.has(gap));
    return strange === undefined ? [] : [{ pointer, detail: `may contain {number}, {did} and {date}, but not ${strange}` }];
  });
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
