import type { Answer } from './answer.ts';
import type { Params } from './build-query.ts';
import { readAnswer } from './read-answer.ts';
import { signRequest, type HttpMethod } from './sign-request.ts';
import { ZadarmaError } from './zadarma-error.ts';

/** What a request costs. The provider allows 100 requests a minute together, of which 3 to the statistics. */
export type RequestCost = { statistics: boolean; method: HttpMethod; path: string };

/**
 * Decides when a request may leave: wait as long as needed, then return what `run()` returns; or throw instead of running it.
 * Called once for every attempt, repeats included; its waiting doesn't count for the time-out. When `run()` rejects with a
 * {@link ZadarmaError} of meaning `rate-limit`, `retryAfterSeconds` says how long to hold the others back.
 */
export type Limiter = <T>(cost: RequestCost, run: () => Promise<T>) => Promise<T>;

/** The part of `fetch` that is used. The global `fetch` and undici's both fit. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; redirect: 'manual'; signal: AbortSignal },
) => Promise<{ status: number; headers: { get: (name: string) => string | null }; text: () => Promise<string> }>;

/**
 * One call of an API method. `safeToRepeat` allows a GET to be sent again after a network error or a 5xx; it is for reading only
 * (`request/callback` is a GET that rings phones).
 */
export type RequestInput = { method: HttpMethod; path: string; params?: Params; safeToRepeat?: boolean };

/** Sends one signed request and returns the JSON object of the answer. @throws {ZadarmaError} for every other outcome. */
export type Request = (input: RequestInput) => Promise<Answer>;

export type RequestOptions = {
  baseUrl: string;
  key: string;
  secret: string;
  limiter: Limiter;
  timeoutMs: number;
  retryDelaysMs: readonly number[];
  fetch: Fetch;
  now: () => Date;
};

/** The one path by which requests leave. */
export function createRequest(options: RequestOptions): Request {
  return async (input) => {
    const cost = { statistics: input.path.startsWith('/v1/statistics'), method: input.method, path: input.path };
    const repeats = input.method === 'GET' && input.safeToRepeat === true ? options.retryDelaysMs : [];
    for (const delayMs of repeats) {
      try {
        return await options.limiter(cost, () => send(options, input));
      } catch (error) {
        if (!isWorthRepeating(error)) throw error;
        await new Promise((resolve) => setTimeout(resolve, delayMs));
      }
    }
    return options.limiter(cost, () => send(options, input));
  };
}

function isWorthRepeating(error: unknown): boolean {
  if (!(error instanceof ZadarmaError)) return false;
  return error.meaning === 'unreachable' || (error.meaning === 'provider-fault' && (error.status ?? 0) >= 500);
}

async function send(options: RequestOptions, { method, path, params }: RequestInput): Promise<Answer> {
  const what = `${method} ${path}`;
  if (!/^[\x21-\x7e]+$/.test(options.key)) {
    throw new ZadarmaError('refused-keys', `${what} was not sent: the key holds characters that no key has.`);
  }
  const { query, authorization } = signRequest({ path, params: params ?? {}, key: options.key, secret: options.secret });
  const url = `${options.baseUrl}${path}${method === 'GET' && query !== '' ? `?${query}` : ''}`;
  const headers: Record<string, string> = { authorization, accept: 'application/json' };
  const inBody = method !== 'GET' && query !== '';
  if (inBody) headers['content-type'] = 'application/x-www-form-urlencoded';
  const signal = AbortSignal.timeout(options.timeoutMs); // for the body, too
  try {
    const response = await options.fetch(url, {
      method,
      headers,
      ...(inBody ? { body: query } : {}),
      redirect: 'manual',
      signal,
    });
    const body = await response.text();
    const header = (name: string) => response.headers.get(name);
    return readAnswer({ what, status: response.status, body, header, now: options.now(), secret: options.secret });
  } catch (error) {
    throw error instanceof ZadarmaError ? error : networkError(what, error);
  }
}

const NEVER_SENT =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|ERR_INVALID_URL|CERT_.*|ERR_TLS_.*|.*_CERT.*)$/;
const TOO_LATE = /^(?:UND_ERR_HEADERS_TIMEOUT|UND_ERR_BODY_TIMEOUT)$/;

function networkError(what: string, error: unknown): ZadarmaError {
  const code = codeOf(error);
  if ((error instanceof Error && error.name === 'TimeoutError') || TOO_LATE.test(code)) {
    return new ZadarmaError('timeout', `${what}: no whole answer in time.`, { cause: error, outcomeUnknown: true });
  }
  const outcomeUnknown = !NEVER_SENT.test(code);
  return new ZadarmaError('unreachable', `${what}: the provider can't be reached (${code || 'no reason given'}).`, {
    cause: error,
    outcomeUnknown,
  });
}

/** `fetch` wraps the socket's error once or twice. */
function codeOf(error: unknown): string {
  for (let at = error, depth = 0; at instanceof Error && depth < 4; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return '';
}
