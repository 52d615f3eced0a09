import type { TelephonySettings } from '@carillon/contract';

/** A cloud that speaks the Zadarma API. The operator's list is closed: no tenant ever types a URL (requirement 1.7). */
export type Provider = Omit<TelephonySettings['providers'][number], 'browserPhone'> & {
  /** Without a slash at its end. Never shown to tenants. */
  baseUrl: string;
  /** Its phone for web pages (3.11); `null` where it has none. */
  webPhone: WebPhoneEntry | null;
};

export type WebPhoneEntry = {
  /** In the order in which they must run. */
  scripts: string[];
  /** What a page must allow: whence its parts come, and where it asks. */
  hosts: string[];
  /** Where it speaks with the exchange. */
  sockets: string[];
};

/** The two scripts of the widget (api.md §3.14); v9 was the newest seen. */
const widgetScripts = (host: string): string[] =>
  ['lib', 'fn'].map((part) => `${host}/webphoneWebRTCWidget/v9/js/loader-phone-${part}.js?sub_v=1`);

const ZADARMA: Provider = {
  id: 'zadarma',
  name: 'Zadarma',
  baseUrl: 'https://api.zadarma.com',
  keysUrl: 'https://my.zadarma.com/api/',
  ipRanges: ['185.45.152.40/30'],
  webPhone: {
    scripts: widgetScripts('https://my.zadarma.com'),
    hosts: ['https://my.zadarma.com'],
    sockets: ['wss://*.zadarma.com:*'], // the very host is documented nowhere
  },
};

/** API 1.0, the former Russian Zadarma; its "2.0" is another product. Which addresses it calls from is documented nowhere. */
const NOVOFON: Provider = {
  id: 'novofon',
  name: 'Novofon',
  baseUrl: 'https://api.novofon.com',
  keysUrl: 'https://my.novofon.com/api/',
  ipRanges: [],
  webPhone: null, // its SDK has no such methods
};

/** The operator's list, the default of a new workspace first. `customUrl` is ZADARMA_API_URL. */
export function providerList(customUrl: string | undefined): [Provider, ...Provider[]] {
  if (customUrl === undefined) return [ZADARMA, NOVOFON];
  const { origin } = new URL(customUrl);
  const webPhone = { scripts: widgetScripts(origin), hosts: [origin], sockets: [] };
  return [{ id: 'custom', name: 'Custom', baseUrl: customUrl, keysUrl: null, ipRanges: [], webPhone }, ZADARMA, NOVOFON];
}
