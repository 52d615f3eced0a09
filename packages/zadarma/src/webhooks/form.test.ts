import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signDelivery } from '../testing/sign-delivery.ts';
import { parseForm } from './form.ts';
import { parseDelivery } from './parse-delivery.ts';

describe('parseForm', () => {
  test.each<[given: string, body: string, expected: [string, string][]]>([
    [
      'a plus is a blank, an encoded plus a plus',
      'a=1+2&b=%2B44',
      [
        ['a', '1 2'],
        ['b', '+44'],
      ],
    ],
    ['nothing is decoded twice', 'a=%252B', [['a', '%2B']]],
    ['later duplicates win', 'a=1&a=2', [['a', '2']]],
    [
      'nested names stay flat',
      'wait_dtmf%5Bname%5D=m&wait_dtmf[digits]=1',
      [
        ['wait_dtmf[name]', 'm'],
        ['wait_dtmf[digits]', '1'],
      ],
    ],
    ['only the first equals sign parts', 'a=b=c', [['a', 'b=c']]],
    [
      'names without values',
      'a&b=',
      [
        ['a', ''],
        ['b', ''],
      ],
    ],
    ['values without names are dropped', '=1&&a=2', [['a', '2']]],
    [
      'broken escapes stay as written',
      'a=%&b=%zz&c=%F&d=100%+sure',
      [
        ['a', '%'],
        ['b', '%zz'],
        ['c', '%F'],
        ['d', '100% sure'],
      ],
    ],
    ['bytes that are no UTF-8 stay as written, their neighbours are read', 'a=%FF%FE+%D0%AF', [['a', '%FF%FE Я']]],
    ['nothing', '', []],
  ])('%s', (_given, body, expected) => {
    expect([...parseForm(body)]).toEqual(expected);
  });

  test('never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (body) => void parseForm(body)));
    fc.assert(fc.property(fc.stringMatching(/^[%&=+0-9a-fA-F]*$/), (body) => void parseForm(body)));
  });

  test('reads what URLSearchParams writes', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1, unit: 'grapheme' }), fc.string({ unit: 'grapheme' })), (fields) => {
        expect(Object.fromEntries(parseForm(new URLSearchParams(fields).toString()))).toEqual({ ...fields });
      }),
    );
  });
});

describe('parseDelivery', () => {
  const secret = 'a1b2c3d4e5f60718293a';

  test('multipart fields are read as they were sent', () => {
    const result = '{ "text": "Привіт\r\n--x 📞 +1 %2B" }  ';
    const { body, headers } = signDelivery({ event: 'SMS', result }, secret, { as: 'multipart' });
    expect(Object.fromEntries(parseDelivery(body, headers['content-type']))).toEqual({ event: 'SMS', result });
  });

  test('a form is read as a form, with or without a content type', () => {
    const { body, headers } = signDelivery({ event: 'NOTIFY_START', caller_id: '+44' }, secret);
    expect(parseDelivery(body, headers['content-type']).get('caller_id')).toBe('+44');
    expect(parseDelivery(body, undefined).get('caller_id')).toBe('+44');
  });

  test('files are left out, and what is no multipart gives nothing', () => {
    const file = '--b\r\nContent-Disposition: form-data; name="f"; filename="x.txt"\r\n\r\nhello\r\n--b--\r\n';
    expect(parseDelivery(file, 'multipart/form-data; boundary=b').size).toBe(0);
    expect(parseDelivery('event=SMS', 'multipart/form-data; boundary="b"').size).toBe(0);
  });

  test('never throws', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        (body, boundary) => void parseDelivery(body, `multipart/form-data; boundary=${boundary}`),
      ),
    );
  });
});
