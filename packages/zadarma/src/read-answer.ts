import { isAnswer, type Answer } from './answer.ts';
import { parseJson } from './parse-json.ts';
import { ZadarmaError, type ZadarmaErrorMeaning } from './zadarma-error.ts';

const RETRY_AFTER_SECONDS_MAX = 3600; // a wrong clock on either side must not stop us for a year

/** One HTTP answer, read to its end. `what` names the request in error messages. */
export type RawAnswer = {
  what: string;
  status: number;
  body: string;
  header: (name: string) => string | null;
  now: Date;
  secret: string;
};

/**
 * The JSON object of a successful answer. A request failed if the status is not 2xx, or `status` is "error", or the body is no JSON.
 *
 * @throws {ZadarmaError} otherwise.
 */
export function readAnswer(raw: RawAnswer): Answer {
  const answer = tryJson(raw.body);
  const good = raw.status >= 200 && raw.status < 300;
  if (good && answer && answer['status'] !== 'error') return answer;
  const providerMessage = messageOf(answer, raw.secret);
  const meaning = meaningOf(raw.status, answer !== undefined, providerMessage ?? '');
  throw new ZadarmaError(meaning, `${raw.what} failed: ${providerMessage ?? meaning} (HTTP ${raw.status})`, {
    status: raw.status,
    providerMessage,
    retryAfterSeconds: meaning === 'rate-limit' ? retryAfterSeconds(raw) : undefined,
    outcomeUnknown: meaning === 'not-json' || raw.status >= 500,
  });
}

function tryJson(body: string): Answer | undefined {
  try {
    const value = parseJson(body);
    return isAnswer(value) ? value : undefined;
  } catch {
    return undefined; // a proxy's page
  }
}

function messageOf(answer: Answer | undefined, secret: string): string | undefined {
  const message = answer?.['message'];
  if (typeof message !== 'string') return undefined;
  return secret === '' ? message : message.replaceAll(secret, '…'); // nobody may echo the secret into a log
}

function meaningOf(status: number, isJson: boolean, message: string): ZadarmaErrorMeaning {
  if (status === 429 || /rate limit/i.test(message)) return 'rate-limit'; // also said with status 200
  if (status === 401 || (status === 403 && isJson) || /^(?:not authorized|auth error)/i.test(message)) return 'refused-keys';
  if (status >= 500 || status === 403) return 'provider-fault';
  if (status === 404 || /^(?:file |record )?not found/i.test(message)) return 'not-found';
  if (status >= 400) return 'bad-request';
  if (status < 200 || status >= 300) return 'provider-fault'; // a redirect: the signature is not valid elsewhere, so it is never followed
  return isJson ? 'bad-request' : 'not-json';
}

function retryAfterSeconds({ header, now }: RawAnswer): number | undefined {
  const wait = secondsOf(header('retry-after'), now) ?? secondsUntil(header('x-ratelimit-reset'), now);
  return wait === undefined ? undefined : Math.min(Math.max(Math.ceil(wait), 0), RETRY_AFTER_SECONDS_MAX);
}

function secondsOf(retryAfter: string | null, now: Date): number | undefined {
  if (retryAfter === null || retryAfter.trim() === '') return undefined;
  if (/^\s*\d+\s*$/.test(retryAfter)) return Number(retryAfter);
  const date = Date.parse(retryAfter);
  return Number.isNaN(date) ? undefined : (date - now.getTime()) / 1000;
}

function secondsUntil(unixSeconds: string | null, now: Date): number | undefined {
  if (unixSeconds === null || !/^\s*\d+\s*$/.test(unixSeconds)) return undefined;
  return Number(unixSeconds) - now.getTime() / 1000;
}
