import { ZadarmaError } from '@carillon/zadarma';
import { AppError } from '../errors.ts';

/** Runs requests to the provider; a failure leaves as the {@link AppError} that tells people what to do. */
export async function askProvider<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw providerProblem(error);
  }
}

/**
 * What a failed request to the provider means to people. Anything but a {@link ZadarmaError} comes back untouched. Keys that were
 * good once are the provider's refusal (502); only where somebody has just typed them is `keys-refused` (422) said instead.
 */
export function providerProblem(error: unknown): unknown {
  if (!(error instanceof ZadarmaError)) return error;
  switch (error.meaning) {
    case 'refused-keys':
      return new AppError('provider-refused', 'The provider no longer accepts the keys. Were they re-issued?', { cause: error });
    case 'rate-limit':
      return new AppError(
        'provider-limit',
        `The provider allows no more requests just now. Try again in ${error.retryAfterSeconds ?? 60} s.`,
        {
          cause: error,
          more: { retryAfterSeconds: error.retryAfterSeconds ?? 60 },
        },
      );
    case 'bad-request':
    case 'not-found':
      return new AppError('provider-refused', `The provider refused: ${error.providerMessage ?? 'it gave no reason'}.`, {
        cause: error,
      });
    case 'provider-fault':
    case 'unreachable':
    case 'timeout':
    case 'not-json':
      return new AppError('provider-unavailable', 'The provider does not answer as it should. Try again later.', {
        cause: error,
      });
    default:
      return error.meaning satisfies never;
  }
}

/** As {@link askProvider}, for keys that somebody has just typed. */
export async function checkKeys<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ZadarmaError && error.meaning === 'refused-keys') {
      throw new AppError('keys-refused', 'The provider does not accept this key and secret. Nothing was saved.', {
        cause: error,
      });
    }
    throw providerProblem(error);
  }
}
