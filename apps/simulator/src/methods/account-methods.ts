import { bareNumber } from '../account.ts';
import { offsetName, wallTime } from '../zone.ts';
import { refusal, success, type Method } from './method.ts';

const PRICE_PER_MINUTE = '0.009';

export const accountMethods: Method[] = [
  {
    verb: 'GET',
    path: '/v1/info/balance',
    answer: ({ cloud }) => success({ balance: cloud.account.balance, currency: cloud.account.currency }),
  },
  {
    verb: 'GET',
    path: '/v1/info/price',
    answer({ cloud, text }) {
      const number = bareNumber(text('number') ?? '');
      if (!/^\d{7,15}$/.test(number)) return refusal(400, "Check phone's number");
      const info = {
        prefix: number.slice(0, 4),
        description: 'Pretend destination',
        price: PRICE_PER_MINUTE,
        currency: cloud.account.currency,
      };
      return success({ info });
    },
  },
  {
    verb: 'GET',
    path: '/v1/info/timezone',
    answer({ cloud: { account, clock } }) {
      const now = clock.now();
      return success({
        unixtime: Math.floor(now.getTime() / 1000),
        datetime: wallTime(now, account.timezone),
        timezone: offsetName(now, account.timezone),
      });
    },
  },
  {
    verb: 'GET',
    path: '/v1/tariff',
    answer: ({ cloud }) =>
      success({
        info: {
          tariff_id: 5,
          tariff_name: 'Standart, special',
          is_active: false,
          cost: 0,
          currency: cloud.account.currency,
          used_seconds: cloud.statistics().reduce((sum, { seconds }) => sum + seconds, 0),
          used_seconds_mobile: 0,
          used_seconds_fix: 0,
          used_seconds_speech_recognition: 0,
          tariff_id_for_next_period: 5,
          tariff_for_next_period: 'Standart, special',
        },
      }),
  },
  { verb: 'GET', path: '/v1/info/lists/currencies', answer: () => success({ currencies: ['USD', 'EUR', 'GBP', 'PLN'] }) },
  {
    verb: 'GET',
    path: '/v1/info/lists/languages',
    answer: () => success({ languages: ['en', 'es', 'de', 'pl', 'ru', 'ua', 'fr'] }),
  },
  { verb: 'GET', path: '/v1/sip', answer: () => success({ sips: [], left: 5 }) },
];
