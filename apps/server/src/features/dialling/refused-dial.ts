import type { DiallingObstacle, DialTarget } from '@carillon/contract';
import { AppError } from '../../errors.ts';

type Refusal = DiallingObstacle | NonNullable<DialTarget['refusal']>;

/** Why somebody can't call, or can't call this number, as the failure that people read (3.4, 3.6). */
export function refusedDial(refusal: Refusal): AppError {
  switch (refusal) {
    case 'not-connected':
      return new AppError('not-connected', 'No PBX is connected: enter the key and the secret first.');
    case 'no-extension':
      return new AppError('no-extension', 'You have no extension yet: an administrator can give you one.');
    case 'no-mobile':
      return new AppError(
        'no-mobile',
        'Your calls go to your mobile, but its number has not been entered: ask an administrator.',
      );
    case 'bad-number':
      return new AppError('bad-number', 'This is no phone number that can be called.');
    case 'own-number':
      return new AppError('own-number', 'This number is your own company’s.');
    case 'free-dialling':
    case 'others-client': {
      const detail = refusal === 'free-dialling' ? 'You may only call clients.' : 'You may only call your own clients.';
      return new AppError('forbidden', detail, { more: { reason: refusal } });
    }
    default:
      return refusal satisfies never;
  }
}
