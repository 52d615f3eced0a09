import { isAnswer, objects, optionalText, optionalWholeNumber, texts, type Answer } from '../answer.ts';
import type { Request } from '../request.ts';

export type Sms = {
  /** Digits with the country code. */
  numbers: readonly string[];
  message: string;
  /** A number of the account or a name, as `smsSenders` lists them; without one the provider chooses. */
  sender?: string | undefined;
  /** Of a template: `en`, `ru`, … */
  language?: string | undefined;
};

/** `messages` counts parts. A number is either in `sent` or in `denied`; with all of them denied nothing was sent. There is no id of a text. */
export type SmsAccepted = {
  messages: number | null;
  cost: string | null;
  currency: string | null;
  sent: { number: string | null; sender: string | null; cost: string | null }[];
  denied: { number: string | null; reason: string | null }[];
};

export type SmsTemplateGroup = { id: string | null; title: string; templates: { id: string; text: string }[] };
export type SmsTemplatesQuery = { skip?: number | undefined; limit?: number | undefined; language?: string | undefined };

export function smsMethods(request: Request) {
  return {
    /** Sends a text, in several parts when it is long. Never repeated by itself; with `outcomeUnknown` on the error it may have gone. */
    async sendSms({ numbers, message, sender, language }: Sms): Promise<SmsAccepted> {
      const params = { number: numbers.join(','), message, sender, language };
      return accepted(await request({ method: 'POST', path: '/v1/sms/send/', params }));
    },

    /** Texts the provider permits as they are, with `{$var}` to be filled in; a page of 25 unless told, 1000 at most. */
    async smsTemplates({ skip, limit, language }: SmsTemplatesQuery = {}): Promise<SmsTemplateGroup[]> {
      const params = { skip: skip?.toString(), limit: limit?.toString(), language };
      const answer = await request({ method: 'GET', path: '/v1/sms/templates/', params, safeToRepeat: true });
      return objects(answer, 'list').map((group) => ({
        id: optionalText(group, 'cath_id'),
        title: optionalText(group, 'title') ?? '',
        templates: rows(group, 'templates').flatMap((row) => {
          const [id, text] = [optionalText(row, 'id'), optionalText(row, 'text')];
          return id === null || text === null ? [] : [{ id, text }];
        }),
      }));
    },

    /** From whom a text to this number may come. */
    async smsSenders(phone: string): Promise<readonly string[]> {
      const answer = await request({ method: 'GET', path: '/v1/sms/senderid/', params: { phones: phone }, safeToRepeat: true });
      return texts(answer, 'senders');
    },
  };
}

const accepted = (answer: Answer): SmsAccepted => ({
  messages: optionalWholeNumber(answer, 'messages'),
  cost: optionalText(answer, 'cost'),
  currency: optionalText(answer, 'currency'),
  sent: rows(answer, 'sms_detalization').map((row) => ({
    number: optionalText(row, 'number'),
    sender: optionalText(row, 'senderid') ?? optionalText(row, 'callerid'), // live answers were seen with the latter
    cost: optionalText(row, 'cost'),
  })),
  denied: rows(answer, 'denied_numbers').map((row) => ({
    number: optionalText(row, 'number'),
    reason: optionalText(row, 'message'),
  })),
});

/** PHP leaves an empty list out, or sends something else in its place. */
function rows(answer: Answer, name: string): Answer[] {
  const value = answer[name];
  return Array.isArray(value) ? value.filter(isAnswer) : [];
}
