/**
 * What a failure means to the one who asked. `refused-keys`: key or secret are not accepted. `not-found`: no such method, or the
 * recording is not stored (yet). `unreachable`: no answer at all. `timeout`: no whole answer in time. `not-json`: an answer with
 * a good status that is not a JSON object. `provider-fault`: 5xx, a redirect, or an answer without what the API promises.
 */
export type ZadarmaErrorMeaning =
  | 'refused-keys'
  | 'rate-limit'
  | 'bad-request'
  | 'not-found'
  | 'provider-fault'
  | 'unreachable'
  | 'timeout'
  | 'not-json';

export type ZadarmaErrorDetails = {
  status?: number | undefined;
  retryAfterSeconds?: number | undefined;
  providerMessage?: string | undefined;
  outcomeUnknown?: boolean | undefined;
  cause?: unknown;
};

/** A request that failed. Holds neither the secret nor the signature. */
export class ZadarmaError extends Error {
  override readonly name = 'ZadarmaError';
  readonly meaning: ZadarmaErrorMeaning;
  /** The HTTP status, when there was an answer. Business errors may come with 200. */
  readonly status?: number;
  /** Whole seconds to wait before the next request, when the provider said so. */
  readonly retryAfterSeconds?: number;
  /** The provider's own words. Some of them mislead: `Check your phone number` is also said of a wrong extension. */
  readonly providerMessage?: string;
  /** The request may have taken effect although no proper answer came: don't repeat what is not safe to repeat. */
  readonly outcomeUnknown: boolean;

  constructor(meaning: ZadarmaErrorMeaning, message: string, details: ZadarmaErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.meaning = meaning;
    this.outcomeUnknown = details.outcomeUnknown ?? false;
    if (details.status !== undefined) this.status = details.status;
    if (details.retryAfterSeconds !== undefined) this.retryAfterSeconds = details.retryAfterSeconds;
    if (details.providerMessage !== undefined) this.providerMessage = details.providerMessage;
  }
}
