import { bareNumber } from '../account.ts';
import type { Cloud } from '../cloud.ts';
import { refusal, success, type Method } from './method.ts';

export const numberMethods: Method[] = [
  {
    verb: 'GET',
    path: '/v1/direct_numbers',
    answer: ({ cloud }) => success({ info: cloud.account.numbers.map(({ number }) => describe(cloud, number)) }),
  },
  {
    verb: 'GET',
    path: '/v1/direct_numbers/number',
    answer({ cloud, text }) {
      const wanted = bareNumber(text('number') ?? '');
      const known = cloud.account.numbers.some(({ number }) => bareNumber(number) === wanted);
      return known ? success({ info: describe(cloud, wanted) }) : refusal(400, "Check phone's number");
    },
  },
];

function describe({ account, texts }: Cloud, number: string): object {
  const known = account.numbers.find((each) => bareNumber(each.number) === bareNumber(number));
  return {
    number: bareNumber(number),
    status: known?.status ?? 'on',
    country: 'Pretendland',
    description: known?.description ?? '',
    number_name: null,
    sip: String(account.pbxId),
    sip_name: null,
    start_date: '2020-01-01 00:00:00',
    stop_date: known?.stopDate ?? '2099-01-01 00:00:00',
    monthly_fee: 2,
    currency: account.currency,
    channels: 2,
    autorenew: String(known?.autorenew ?? true),
    is_on_test: 'false',
    type: 'common',
    receive_sms: known?.takesTexts === false ? null : texts.receives(bareNumber(number)) ? 'on' : 'off',
  };
}
