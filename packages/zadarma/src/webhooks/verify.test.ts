import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signDelivery } from '../testing/sign-delivery.ts';
import { parseForm } from './form.ts';
import { signedString, verifySignature } from './verify.ts';

type Posted = { id: string; secret: string; post: Record<string, string>; signature: string };
type Vectors = {
  webhooks: { id: string; secret: string; body: string; signedString: string; signature: string }[];
  accountEvents: Posted[];
  negatives: (Posted & { note: string; accepted: boolean })[];
};
const vectors: Vectors = JSON.parse(readFileSync(new URL('../../fixtures/vectors.json', import.meta.url), 'utf8'));
const secret = 'a1b2c3d4e5f60718293a';
const started = {
  event: 'NOTIFY_START',
  caller_id: '+442079460101',
  called_did: '442079460123',
  call_start: '2026-03-14 09:26:53',
};
const genuine = 'ZjRkODg3ZWMzYjZmZWY4YTVjOGRhMzk2OWMzNGFmYWEyZTE1ZGJkZQ==';
const form = (fields: Record<string, string>) => new Map(Object.entries(fields));
const hexSigned = (text: string) => Buffer.from(createHmac('sha1', secret).update(text).digest('hex')).toString('base64');

describe('what the provider signed is believed', () => {
  test.each(vectors.webhooks)('$id', ({ body, signature, ...vector }) => {
    expect(signedString(parseForm(body))).toBe(vector.signedString);
    expect(verifySignature(parseForm(body), signature, vector.secret)).toBe('valid');
    expect(verifySignature(parseForm(body), undefined, vector.secret)).toBe('missing');
    expect(verifySignature(parseForm(body), signature, 'another')).toBe('wrong');
  });

  test.each(vectors.accountEvents)('$id', ({ post, signature, ...vector }) => {
    expect(verifySignature(form(post), signature, vector.secret)).toBe('valid');
    expect(verifySignature(form({ ...post, result: `${post['result']} ` }), signature, vector.secret)).toBe('wrong');
  });
});

describe('F4 what the provider would not have signed is refused', () => {
  test.each(vectors.negatives)('$note', ({ post, signature, accepted, ...vector }) => {
    expect(verifySignature(form(post), signature, vector.secret)).toBe(accepted ? 'valid' : 'wrong');
  });

  test('a lost plus is noticed from the body on', () => {
    const body = 'event=NOTIFY_START&caller_id=+442079460101&called_did=442079460123&call_start=2026-03-14+09%3A26%3A53';
    expect(verifySignature(parseForm(body), genuine, secret)).toBe('wrong');
    expect(verifySignature(parseForm(body.replace('=+44', '=%2B44')), genuine, secret)).toBe('valid');
  });

  test.each([
    ['an empty header', '', 'missing'],
    ['a blank', ' ', 'wrong'],
    ['one character less', genuine.slice(1), 'wrong'],
    ['a blank in front', ` ${genuine}`, 'wrong'],
    ['as many characters but more bytes', `${genuine.slice(0, -1)}ы`, 'wrong'],
    ['one character changed', genuine.replace('Z', 'z'), 'wrong'],
  ])('%s', (_given, signature, verdict) => {
    expect(verifySignature(form(started), signature, secret)).toBe(verdict);
  });

  test('a signature of nothing proves nothing, for known and unknown events', () => {
    for (const event of ['NOTIFY_START', 'SMS', 'SOMETHING_NEW', 'SPEECH_RECOGNITION', 'constructor', '__proto__']) {
      expect(verifySignature(form({ event }), hexSigned(''), secret)).toBe('wrong');
    }
    expect(verifySignature(new Map(), hexSigned(''), secret)).toBe('wrong');
  });

  test('an empty secret accepts nothing', () => {
    const { headers } = signDelivery(started, '');
    expect(verifySignature(form(started), headers['signature'], '')).toBe('wrong');
  });
});

describe('F3 an event without a recipe of its own is valid under any known one', () => {
  const { caller_id, called_did, call_start } = started;
  test.each<[recipe: string, fields: Record<string, string>, text: string]>([
    ['result', { event: 'SPEECH_RECOGNITION', result: '{"words":[]}', call_id: '1.2' }, '{"words":[]}'],
    ['result', { event: 'DOCUMENT', result: '{}' }, '{}'],
    ['caller, did, start', { event: 'NOTIFY_NEW', caller_id, called_did, call_start }, caller_id + called_did + call_start],
    [
      'caller, destination, start',
      { event: 'NOTIFY_NEW', caller_id, destination: '101', call_start },
      `${caller_id}101${call_start}`,
    ],
    [
      'internal, destination, start',
      { event: 'NOTIFY_NEW', internal: '101', destination: '44', call_start },
      `10144${call_start}`,
    ],
    ['call, recording', { event: 'NOTIFY_NEW', pbx_call_id: 'in_1', call_id_with_rec: '1.2' }, 'in_11.2'],
  ])('%s', (_recipe, fields, text) => {
    expect(verifySignature(form(fields), hexSigned(text), secret)).toBe('valid');
    expect(verifySignature(form(fields), hexSigned(`${text}x`), secret)).toBe('wrong');
    expect(verifySignature(form(fields), undefined, secret)).toBe('missing');
  });

  test('an event with a recipe is valid under no other', () => {
    const fields = { ...started, result: '{}' };
    expect(verifySignature(form(fields), hexSigned('{}'), secret)).toBe('wrong');
  });
});

test('whatever the fields hold, they survive the wire and one changed field is noticed', () => {
  const field = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(field, field, field, (caller, did, start) => {
      fc.pre(caller + did + start !== '');
      const { body, headers } = signDelivery(
        { event: 'NOTIFY_END', caller_id: caller, called_did: did, call_start: start },
        secret,
      );
      const sent = parseForm(body);
      expect(verifySignature(sent, headers['signature'], secret)).toBe('valid');
      expect(verifySignature(new Map(sent).set('caller_id', `${caller}0`), headers['signature'], secret)).toBe('wrong');
    }),
  );
});
