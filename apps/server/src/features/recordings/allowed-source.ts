import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, type Dispatcher } from 'undici';
import { isPublicAddress } from '../../http/public-address.ts';
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
      if (error) return done(error, address, family); // with no address at all: a throw here would be nobody's to catch
      const found = typeof address === 'string' ? [address] : address.map((each) => each.address);
      if (found.every(isPublicAddress)) return done(null, address, family);
      done(Object.assign(new Error('A recording is not fetched from a private address.'), { code: 'EPRIVATE' }), [], 0);
    });
}
