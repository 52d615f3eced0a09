import { bareNumber } from '../account.ts';
import { refusal, success, type Method } from './method.ts';

const PRICE = 0.06;
const PART_CHARACTERS = 70;

/** Accepts texts and forgets them. */
export const smsMethod: Method = {
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
    const parts = Math.ceil(message.length / PART_CHARACTERS);
    const senderid = text('sender') ?? text('caller_id') ?? 'Teamsale';
    return success({
      messages: good.length * parts,
      cost: Math.round(good.length * parts * PRICE * 100) / 100,
      currency: cloud.account.currency,
      sms_detalization: good.map((number) => ({ senderid, number, cost: parts * PRICE })),
      denied_numbers: numbers.filter((number) => !good.includes(number)).map((number) => ({ number, message: 'Wrong number' })),
    });
  },
};
