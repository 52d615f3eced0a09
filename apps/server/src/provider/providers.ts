import type { TelephonySettings } from '@carillon/contract';

/** A cloud that speaks the Zadarma API. The operator's list is closed: no tenant ever types a URL (requirement 1.7). */
export type Provider = TelephonySettings['providers'][number] & {
  /** Without a slash at its end. Never shown to tenants. */
  baseUrl: string;
};

const ZADARMA: Provider = {
  id: 'zadarma',
  name: 'Zadarma',
  baseUrl: 'https://api.zadarma.com',
  keysUrl: 'https://my.zadarma.com/api/',
  ipRanges: ['185.45.152.40/30'],
};

/** API 1.0, the former Russian Zadarma; its "2.0" is another product. Which addresses it calls from is documented nowhere. */
const NOVOFON: Provider = {
  id: 'novofon',
  name: 'Novofon',
  baseUrl: 'https://api.novofon.com',
  keysUrl: 'https://my.novofon.com/api/',
  ipRanges: [],
};

/** The operator's list, the default of a new workspace first. `customUrl` is ZADARMA_API_URL. */
export function providerList(customUrl: string | undefined): [Provider, ...Provider[]] {
  if (customUrl === undefined) return [ZADARMA, NOVOFON];
  return [{ id: 'custom', name: 'Custom', baseUrl: customUrl, keysUrl: null, ipRanges: [] }, ZADARMA, NOVOFON];
}
