import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { RELAYED_HEADER } from '../../http/relayed-header.ts';
import { isLiteralInside, mayReach, type Reach } from './relay-target.ts';

/** One notification as it came: what is signed, and nothing of ours. */
export type Letter = { raw: Buffer; contentType: string; signature: string | undefined };
/** How the other system took it. Only a 2xx means that it did. */
export type Taken = { status: number | null; fault: string | null };

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 16 * 1024;
const CONNECTIONS_MAX = 8; // to one host

/** The way to other systems, with every name checked where it is used: what a name meant yesterday says nothing of today. */
export class Postman {
  readonly #open = agentFor({ loopback: false });
  readonly #home = agentFor({ loopback: true });

  /** Never throws, follows no redirect, waits five seconds at most. */
  async sendOn(url: string, letter: Letter, reach: Reach): Promise<Taken> {
    if (isLiteralInside(new URL(url), reach)) return { status: null, fault: 'inside' };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    try {
      const { statusCode, body } = await request(url, {
        method: 'POST',
        headers: {
          ...(letter.contentType === '' ? {} : { 'content-type': letter.contentType }),
          ...(letter.signature === undefined ? {} : { signature: letter.signature }),
          'user-agent': 'Carillon',
          [RELAYED_HEADER]: '1',
        },
        body: letter.raw,
        dispatcher: reach.loopback ? this.#home : this.#open,
        signal,
      });
      await body.dump({ limit: ANSWER_BYTES_MAX, signal }).catch(() => undefined);
      return { status: statusCode, fault: null };
    } catch (error) {
      return { status: null, fault: faultOf(error) };
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#open.destroy(), this.#home.destroy()]);
  }
}

const agentFor = (reach: Reach): Agent =>
  new Agent({ connections: CONNECTIONS_MAX, connect: { lookup: lookupWithin(reach), timeout: TIMEOUT_MS } });

/** As the system's, but a name of which one address lies inside leads nowhere. */
function lookupWithin(reach: Reach): LookupFunction {
  return (host, options, done) => {
    lookup(host, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || first === undefined) return done(error ?? faulty('ENOTFOUND'), '');
      if (!addresses.every(({ address }) => mayReach(address, reach))) return done(faulty('inside'), '');
      return options.all ? done(null, addresses) : done(null, first.address, first.family);
    });
  };
}

const faulty = (code: string): NodeJS.ErrnoException => Object.assign(new Error(code), { code });

/** The socket's own word for it, short enough for a page. */
function faultOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return 'timeout';
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code.slice(0, 60);
  }
  return 'failed';
}
