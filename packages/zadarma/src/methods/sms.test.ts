import { describe, expect, test } from 'vitest';
import { createClient } from '../client.ts';
import type { Fetch } from '../request.ts';

/** A client whose cloud always answers the same, and what it was asked. */
function clientWith(answer: object) {
  const asked: { url: string; body: string | undefined }[] = [];
  const fetch: Fetch = async (url, { body }) => {
    asked.push({ url, body });
    return { status: 200, headers: { get: () => null }, text: async () => JSON.stringify(answer) };
  };
  const client = createClient({
    baseUrl: 'https://cloud.example',
    key: '1f0e2d3c4b5a69788796',
    secret: 'a1b2c3d4e5f60718293a',
    fetch,
  });
  return { client, asked };
}

describe('texts', () => {
  test('sending: numbers as a comma list, the sender as the documents call it', async () => {
    const { client, asked } = clientWith({
      status: 'success',
      messages: 1,
      cost: 0.24,
      currency: 'USD',
      sms_detalization: [{ senderid: 'Acme', number: '1234567890', cost: 0.06 }],
      denied_numbers: [{ number: '1234567891', message: 'reason' }],
    });
    expect(await client.sendSms({ numbers: ['442079460101', '442079460102'], message: 'Hi & *bye~', sender: 'Acme' })).toEqual({
      messages: 1,
      cost: '0.24',
      currency: 'USD',
      sent: [{ number: '1234567890', sender: 'Acme', cost: '0.06' }],
      denied: [{ number: '1234567891', reason: 'reason' }],
    });
    expect(asked).toEqual([
      {
        url: 'https://cloud.example/v1/sms/send/',
        body: 'message=Hi+%26+%2Abye%7E&number=442079460101%2C442079460102&sender=Acme',
      },
    ]);
  });

  test('sending: lists that are not there, and the row as it was seen live', async () => {
    const live = { callerid: 'Teamsale', number: 79161234567, cost: '2.1', cost_min: 1, cost_max: 3, message: 'x', parts: 1 };
    const { client } = clientWith({ status: 'success', messages: '2', cost: '4.2', currency: 'RUB', sms_detalization: [live] });
    expect(await client.sendSms({ numbers: ['79161234567'], message: 'x' })).toMatchObject({
      messages: 2,
      cost: '4.2',
      sent: [{ number: '79161234567', sender: 'Teamsale', cost: '2.1' }],
      denied: [],
    });
  });

  test('templates and senders answer without a status', async () => {
    const list = [{ cath_id: '1', title: 'Notifications', templates: [{ id: '1', text: 'Hello {$var}' }, { id: 2 }] }];
    const { client, asked } = clientWith({ list });
    expect(await client.smsTemplates({ limit: 1000, language: 'ru' })).toEqual([
      { id: '1', title: 'Notifications', templates: [{ id: '1', text: 'Hello {$var}' }] },
    ]);
    expect(asked[0]?.url).toBe('https://cloud.example/v1/sms/templates/?language=ru&limit=1000');
    const other = clientWith({ senders: ['Teamsale', 442079460101] });
    expect(await other.client.smsSenders('442037691880')).toEqual(['Teamsale', '442079460101']);
    expect(other.asked[0]?.url).toBe('https://cloud.example/v1/sms/senderid/?phones=442037691880');
  });

  test('a number is told to take texts, or not', async () => {
    const { client, asked } = clientWith({ status: 'success', number: '442037691880', receive_sms: 'on' });
    expect(await client.setSmsReception({ number: '442037691880', on: true })).toEqual({ number: '442037691880', on: true });
    expect(asked).toEqual([
      { url: 'https://cloud.example/v1/direct_numbers/receive_sms/', body: 'number=442037691880&value=on' },
    ]);
    const stubborn = clientWith({ status: 'success', number: '442037691880', receive_sms: 'off' });
    expect((await stubborn.client.setSmsReception({ number: '442037691880', on: true })).on).toBe(false);
  });

  test.each([
    ['on', 'on'],
    ['1', 'on'],
    ['true', 'on'],
    ['off', 'off'],
    ['0', 'off'],
    [false, 'off'],
    [null, 'unsupported'],
    [undefined, null],
    ['', null],
    ['on request', null],
  ])('whether a number takes texts: %s means %s', async (told, meant) => {
    const { client } = clientWith({ status: 'success', info: [{ number: '442037691880', status: 'on', receive_sms: told }] });
    expect((await client.directNumbers())[0]?.smsReception).toBe(meant);
  });
});

describe('speech recognition', () => {
  test('5.11 is asked for by the id of the recording', async () => {
    const { client, asked } = clientWith({ status: 'success' });
    await client.recogniseSpeech({ callId: '1458832388.292784', lang: 'ru-RU' });
    expect(asked[0]).toEqual({
      url: 'https://cloud.example/v1/speech_recognition/',
      body: 'call_id=1458832388.292784&lang=ru-RU',
    });
  });

  test('5.11 words have their seconds, phrases their speaker, and a state that is new is kept as it is', async () => {
    const { client, asked } = clientWith({
      status: 'success',
      lang: 'en-EN',
      recognitionStatus: 'recognized',
      otherLangs: ['es-ES'],
      words: [{ result: [{ s: 0.02, e: 0.22, w: 'word' }], channel: 1 }],
      phrases: [{ result: 'word one', channel: 2 }],
    });
    expect(await client.speechRecognition({ callId: '1.2', words: true })).toEqual({
      status: 'recognized',
      lang: 'en-EN',
      otherLangs: ['es-ES'],
      words: [{ word: 'word', startSeconds: 0.02, endSeconds: 0.22, channel: 1 }],
      phrases: [{ text: 'word one', channel: 2 }],
    });
    expect(asked[0]?.url).toBe('https://cloud.example/v1/speech_recognition/?call_id=1.2&return=words');
    const waiting = clientWith({ status: 'success', lang: false, recognitionStatus: 'in progress' });
    expect(await waiting.client.speechRecognition({ callId: '1.2' })).toMatchObject({
      status: 'in progress',
      lang: null,
      words: [],
    });
  });
});
