import { bareNumber, type Account } from '../account.ts';
import { refusal, success, type Method } from './method.ts';

export const numberMethods: Method[] = [
  {
    verb: 'GET',
    path: '/v1/direct_numbers',
    answer: ({ cloud: { account } }) => success({ info: account.numbers.map(({ number }) => describe(account, number)) }),
  },
  {
    verb: 'GET',
    path: '/v1/direct_numbers/number',
    answer({ cloud: { account }, text }) {
      const wanted = bareNumber(text('number') ?? '');
      const known = account.numbers.some(({ number }) => bareNumber(number) === wanted);
      return known ? success({ info: describe(account, wanted) }) : refusal(400, "Check phone's number");
    },
  },
];

function describe(account: Account, number: string): object {
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
    receive_sms: '1', // that it can; the documents do not say how it tells that it does
  };
}
