import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { fetch } from 'undici';

/** Why the provider can't reach an address, for translation and in words (requirement 1.5). */
export type Obstacle = {
  code: 'loopback' | 'http' | 'dns' | 'certificate' | 'no-answer' | 'wrong-answer' | 'outside-only';
  words: string;
};

const WAIT_MS = 3_000;

const inside = new BlockList();
for (const [range, bits] of [
  ['127.0.0.0', 8],
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['169.254.0.0', 16],
] as const) {
  inside.addSubnet(range, bits, 'ipv4');
}
for (const [range, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const)
  inside.addSubnet(range, bits, 'ipv6');

/** What can be seen from the address itself, without asking anybody. */
export function obviousObstacle(url: string): Obstacle | undefined {
  const { hostname, protocol } = new URL(url);
  if (isInside(hostname)) {
    return {
      code: 'loopback',
      words: `${hostname} is an address inside this machine or network: the provider can not reach it (CARILLON_PUBLIC_URL).`,
    };
  }
  if (protocol === 'http:')
    return { code: 'http', words: 'The address begins with http://: the provider needs https:// (CARILLON_PUBLIC_URL).' };
  return undefined;
}

/** The likeliest reason why the provider did not get its echo, found by asking our own address from here. */
export async function guessObstacle(url: string): Promise<Obstacle> {
  const obvious = obviousObstacle(url);
  if (obvious) return obvious;
  const { hostname } = new URL(url);
  try {
    await Promise.race([lookup(hostname), tooLong()]);
  } catch {
    return { code: 'dns', words: `The name ${hostname} is not found in the DNS.` };
  }
  return askOurselves(url);
}

/** The resolver has a patience of its own, longer than people's. */
function tooLong(): Promise<never> {
  return new Promise((_resolve, reject) => setTimeout(() => reject(new Error('no answer in time')), WAIT_MS).unref());
}

async function askOurselves(url: string): Promise<Obstacle> {
  try {
    const reply = await fetch(`${url}?zd_echo=carillon`, { redirect: 'manual', signal: AbortSignal.timeout(WAIT_MS) });
    if (reply.status === 200 && (await reply.text()) === 'carillon') {
      return {
        code: 'outside-only',
        words: 'From here the address answers as it should: look for a firewall or a filter between it and the internet.',
      };
    }
    return {
      code: 'wrong-answer',
      words: `Something else answers at this address (HTTP ${reply.status}): a proxy, or another server.`,
    };
  } catch (error) {
    const code = codeOf(error);
    if (/CERT|TLS|SSL/.test(code))
      return { code: 'certificate', words: `The certificate of the address is not valid (${code}).` };
    return { code: 'no-answer', words: `Nothing answers at this address${code === '' ? '' : ` (${code})`}.` };
  }
}

function isInside(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(host);
  if (version === 0) return host === 'localhost' || /\.(?:localhost|local|internal)$/.test(host) || !host.includes('.');
  return inside.check(host, version === 4 ? 'ipv4' : 'ipv6');
}

/** `fetch` wraps the socket's error. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}
