import { accountMethods } from './methods/account.ts';
import { accountWebhookMethods } from './methods/account-webhooks.ts';
import { callInfoMethods } from './methods/call-info.ts';
import { callbackMethods } from './methods/callback.ts';
import { directNumberMethods } from './methods/direct-numbers.ts';
import { extensionMethods } from './methods/extensions.ts';
import { recordingMethods } from './methods/recordings.ts';
import { smsMethods } from './methods/sms.ts';
import { speechRecognitionMethods } from './methods/speech-recognition.ts';
import { statisticsMethods } from './methods/statistics.ts';
import { webPhoneMethods } from './methods/web-phone.ts';
import { createRequest, type Fetch, type Limiter, type Request } from './request.ts';

export type ClientOptions = {
  /** Default `https://api.zadarma.com`. Novofon's API 1.0 is `https://api.novofon.com`. */
  baseUrl?: string;
  key: string;
  secret: string;
  /** Keeps the provider's rate limits; without one, requests leave at once. */
  limiter?: Limiter;
  /** For one attempt, from its sending to the last byte of the answer. Default 10,000 ms. */
  timeoutMs?: number;
  /** Pauses before each repeat of a request that is safe to repeat; as many repeats as pauses. Default 250 and 1000 ms. */
  retryDelaysMs?: readonly number[];
  fetch?: Fetch;
  now?: () => Date;
};

export type ZadarmaClient = { request: Request } & ReturnType<typeof accountMethods> &
  ReturnType<typeof directNumberMethods> &
  ReturnType<typeof extensionMethods> &
  ReturnType<typeof callbackMethods> &
  ReturnType<typeof callInfoMethods> &
  ReturnType<typeof accountWebhookMethods> &
  ReturnType<typeof recordingMethods> &
  ReturnType<typeof smsMethods> &
  ReturnType<typeof speechRecognitionMethods> &
  ReturnType<typeof statisticsMethods> &
  ReturnType<typeof webPhoneMethods>;

/** The API of one account. Sends nothing by itself; every method throws {@link ZadarmaError} when it fails. */
export function createClient(options: ClientOptions): ZadarmaClient {
  const request = createRequest({
    baseUrl: (options.baseUrl ?? 'https://api.zadarma.com').replace(/\/+$/, ''),
    key: options.key,
    secret: options.secret,
    limiter: options.limiter ?? ((_cost, run) => run()),
    timeoutMs: options.timeoutMs ?? 10_000,
    retryDelaysMs: options.retryDelaysMs ?? [250, 1000],
    fetch: options.fetch ?? fetch,
    now: options.now ?? (() => new Date()),
  });
  return {
    request,
    ...accountMethods(request),
    ...directNumberMethods(request),
    ...extensionMethods(request),
    ...callbackMethods(request),
    ...callInfoMethods(request),
    ...accountWebhookMethods(request),
    ...recordingMethods(request),
    ...smsMethods(request),
    ...speechRecognitionMethods(request),
    ...statisticsMethods(request),
    ...webPhoneMethods(request),
  };
}
