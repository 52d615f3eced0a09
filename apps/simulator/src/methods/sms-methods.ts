import { bareNumber } from '../account.ts';
import { partsOf } from '../texts.ts';
import { refusal, success, type Method } from './method.ts';

const PRICE = 0.06;
const NAME = 'Teamsale';
const TEMPLATES = {
  en: [
    { id: '1', text: 'Hello {$name}, your order {$order} is ready.' },
    { id: '2', text: 'You called us and we missed it. We call back within {$minutes} minutes.' },
  ],
  ru: [
    { id: '1', text: 'Здравствуйте, {$name}! Ваш заказ {$order} готов.' },
    { id: '2', text: 'Вы звонили, а мы не успели ответить. Перезвоним в течение {$minutes} минут.' },
  ],
};
const TITLES = { en: 'Notifications', ru: 'Уведомления' };
const LIMIT = { standard: 25, most: 1000 };

/** Texts: sent ones are kept and shown on the page, and never go anywhere. */
export const smsMethods: Method[] = [
  {
    verb: 'POST',
    path: '/v1/sms/send',
    answer({ cloud, text, parameters }) {
      const given = parameters.get('number') ?? '';
      const numbers = (
        typeof given === 'string' ? given.split(',') : [...given.values()].map((item) => (typeof item === 'string' ? item : ''))
      ).map(bareNumber);
      const message = text('message') ?? '';
      if (numbers.every((number) => number === '') || message === '') return refusal(400, 'Wrong parameters!');
      const good = numbers.filter((number) => /^\d{7,15}$/.test(number));
      const parts = partsOf(message);
      const senderid = text('sender') ?? text('caller_id') ?? NAME;
      const cost = Math.round(good.length * parts * PRICE * 100) / 100;
      if (cloud.account.balance < cost) return refusal(400, 'Not enough money');
      cloud.account.balance = Math.round((cloud.account.balance - cost) * 10_000) / 10_000;
      for (const number of good)
        cloud.texts.keep({ at: cloud.clock.now(), direction: 'out', from: senderid, to: number, text: message });
      cloud.touch();
      return success({
        messages: good.length * parts,
        cost,
        currency: cloud.account.currency,
        sms_detalization: good.map((number) => ({ senderid, number, cost: parts * PRICE })),
        denied_numbers: numbers.filter((number) => !good.includes(number)).map((number) => ({ number, message: 'Wrong number' })),
      });
    },
  },
  {
    verb: 'GET',
    path: '/v1/sms/templates',
    answer({ text }) {
      const language = text('language') === 'ru' ? 'ru' : 'en';
      const skip = Number(text('skip') ?? 0);
      const limit = Math.min(Number(text('limit') ?? LIMIT.standard), LIMIT.most);
      const templates = TEMPLATES[language].slice(skip, skip + limit);
      return { body: { list: templates.length > 0 ? [{ cath_id: '1', title: TITLES[language], templates }] : [] } }; // no `status`
    },
  },
  {
    verb: 'GET',
    path: '/v1/sms/senderid',
    answer({ cloud, text }) {
      if (bareNumber(text('phones') ?? '') === '') return refusal(400, 'Wrong parameters!');
      return { body: { senders: [NAME, ...cloud.account.numbers.map(({ number }) => bareNumber(number))] } }; // no `status`
    },
  },
  {
    verb: 'PUT',
    path: '/v1/direct_numbers/receive_sms',
    answer({ cloud, text }) {
      const number = bareNumber(text('number') ?? '');
      const value = text('value') ?? '';
      const known = cloud.account.numbers.find((each) => bareNumber(each.number) === number);
      if (!known) return refusal(400, "Check phone's number");
      if (known.takesTexts === false) return refusal(400, 'SMS reception is not supported by this number');
      if (value !== 'on' && value !== 'off') return refusal(400, 'Wrong parameters!');
      cloud.texts.setReception(number, value === 'on');
      return success({ number, receive_sms: value });
    },
  },
];
