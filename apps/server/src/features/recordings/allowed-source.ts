import { lookup as systemLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import type { Provider } from '../../provider/providers.ts';

/** Where a provider's recordings may come from, and the connections that lead nowhere else. */
export type Source = { allows: (url: URL) => boolean; dispatcher: Dispatcher };

const IDLE_MS = 30_000;

/**
 * The provider's own hosts over https, at public addresses only: a link or a redirect must not make us knock at the machines around us.
 * The operator's custom entry is believed as it is, and nothing beside it.
 */
export function allowedSource({ id, baseUrl }: Pick<Provider, 'id' | 'baseUrl'>): Source {
  const base = new URL(baseUrl);
  const timeouts = { headersTimeout: IDLE_MS, bodyTimeout: IDLE_MS };
  if (id === 'custom') {
    return { allows: ({ origin }) => origin === base.origin, dispatcher: new Agent(timeouts) };
  }
  const domain = base.hostname.split('.').slice(-2).join('.');
  return {
    allows: ({ protocol, hostname, port, username }) =>
      protocol === 'https:' && port === '' && username === '' && (hostname === domain || hostname.endsWith(`.${domain}`)),
    dispatcher: new Agent({ ...timeouts, connect: { lookup: publicLookup(systemLookup) } }),
  };
}

/** Looks a name up, and fails when it leads to a private address: asked at the connection itself, so that no second answer differs. */
export function publicLookup(lookup: LookupFunction): LookupFunction {
  return (hostname, options, done) =>
    lookup(hostname, options, (error, address, family) => {
      const found = typeof address === 'string' ? [address] : address.map((each) => each.address);
      if (error === null && found.some(isPrivateAddress)) {
        done(Object.assign(new Error('A recording is not fetched from a private address.'), { code: 'EPRIVATE' }), [], 0);
      } else done(error, address, family);
    });
}

const PRIVATE = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  PRIVATE.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
  ['64:ff9b::', 96],
  ['2002::', 16],
] as const)
  PRIVATE.addSubnet(address, prefix, 'ipv6');

/** An address of one's own house, or one that can't be anybody's. IPv4 in the clothes of IPv6 is looked through. */
export function isPrivateAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const plain = mapped ?? address;
  const version = isIP(plain);
  return version === 0 || PRIVATE.check(plain, version === 4 ? 'ipv4' : 'ipv6');
}
