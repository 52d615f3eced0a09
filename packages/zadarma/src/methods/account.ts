import { text, wholeNumber } from '../answer.ts';
import type { Request } from '../request.ts';

/** Money as a decimal string, as exact as the provider gave it. */
export type Balance = { balance: string; currency: string };

/** The account's clock: `datetime` without zone, `timezone` an offset such as "UTC+3", which knows no daylight saving. */
export type AccountTime = { unixtime: number; datetime: string; timezone: string };

export function accountMethods(request: Request) {
  return {
    /** The cheapest request that needs the keys: use it to check them. */
    async balance(): Promise<Balance> {
      const answer = await request({ method: 'GET', path: '/v1/info/balance/', safeToRepeat: true });
      return { balance: text(answer, 'balance'), currency: text(answer, 'currency') };
    },

    async timezone(): Promise<AccountTime> {
      const answer = await request({ method: 'GET', path: '/v1/info/timezone/', safeToRepeat: true });
      return {
        unixtime: wholeNumber(answer, 'unixtime'),
        datetime: text(answer, 'datetime'),
        timezone: text(answer, 'timezone'),
      };
    },
  };
}
