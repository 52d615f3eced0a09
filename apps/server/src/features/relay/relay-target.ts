import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { isLoopback, isPublicAddress } from '../../http/public-address.ts';

/** Where notifications may go: the open internet, and this machine where the operator's own provider entry is in use. */
export type Reach = { loopback: boolean };
type Ours = { publicUrl: string; baseDomain: string | undefined };

const PATIENCE_MS = 3_000;

export const mayReach = (address: string, reach: Reach): boolean =>
  isPublicAddress(address) || (reach.loopback && isLoopback(address));

/** An address written into the URL itself is never looked up: it must be judged where it is used. */
export function isLiteralInside({ hostname }: URL, reach: Reach): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  return isIP(host) !== 0 && !mayReach(host, reach);
}

/** Why notifications can't be passed on to this address, in words; `undefined` when they can. Its name is looked up now, and again each time. */
export async function refuseTarget(text: string, { reach, ours }: { reach: Reach; ours: Ours }): Promise<string | undefined> {
  if (!URL.canParse(text)) return 'is no address of the web';
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with http:// or https://';
  if (url.username !== '' || url.password !== '') return 'must not carry a name and a password';
  if (isOurs(url, ours)) return 'is our own: it would ask itself for ever';
  if (isLiteralInside(url, reach)) return 'is an address inside this machine or its network';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return undefined;
  const addresses = await addressesOf(host);
  if (addresses.length === 0) return `has a name that is not found in the DNS: ${host}`;
  return addresses.every((address) => mayReach(address, reach))
    ? undefined
    : 'has a name that leads inside this machine or its network';
}

function isOurs({ hostname, pathname, port, protocol }: URL, { publicUrl, baseDomain }: Ours): boolean {
  if (pathname.replace(/\/+$/, '') !== '/zadarma') return false;
  const name = hostname.replace(/\.$/, '');
  if (baseDomain !== undefined && (name === baseDomain || name.endsWith(`.${baseDomain}`))) return true;
  const own = new URL(publicUrl);
  return name === own.hostname && (port === own.port || protocol !== own.protocol);
}

async function addressesOf(host: string): Promise<string[]> {
  const late = new Promise<never>((_resolve, reject) => setTimeout(() => reject(new Error('late')), PATIENCE_MS).unref());
  try {
    return (await Promise.race([lookup(host, { all: true }), late])).map(({ address }) => address);
  } catch {
    return [];
  }
}
