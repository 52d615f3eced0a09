import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reply, type Reply } from './reply.ts';
import { WebhookError } from './webhook-error.ts';

const vectors: { replies: { id: string; body: string }[] } = JSON.parse(
  readFileSync(new URL('../../fixtures/vectors.json', import.meta.url), 'utf8'),
);
const wait = { timeoutSeconds: 5, attempts: 2, maxDigits: 4, name: 'menu1' };

const ours: Record<string, Reply> = {
  'resp-redirect-scenario': reply.redirectToScenario({ menu: 0, scenario: 1, returnTimeoutSeconds: 0 }),
  'resp-redirect-extension': reply.redirectToExtension({ extension: '101', returnTimeoutSeconds: 20 }),
  'resp-redirect-menu': reply.redirectToMenu({ menu: 2, returnTimeoutSeconds: 0 }),
  'resp-redirect-rewrite': reply.redirectToExtension({
    extension: '101',
    returnTimeoutSeconds: 15,
    rewriteForwardNumber: '+442079460177',
  }),
  'resp-hangup': reply.hangup(),
  'resp-caller-name': reply.callerName('Zoë & Co "VIP"'),
  'resp-redirect-and-name': reply.redirectToExtension({ extension: '102', returnTimeoutSeconds: 10, callerName: 'Acme' }),
  'resp-play-dtmf': reply.play({ soundId: '5f3e1a2b4c5d6e7f80910203', waitDtmf: { ...wait, whenNothing: 'hangup' } }),
  'resp-popular': reply.sayPopular({ phrase: 9, language: 'en' }),
};

describe('replies are what the provider’s own builder writes', () => {
  test.each(vectors.replies.filter(({ id }) => id in ours))('$id', ({ id, body }) => {
    expect(JSON.parse(JSON.stringify(ours[id]))).toEqual(JSON.parse(body));
  });

  test('10.3 the blacklist is one key exactly', () => {
    expect(JSON.stringify(reply.blacklist())).toBe('{"redirect":"blacklist"}');
  });

  test('7.3 to continue is an empty object', () => {
    expect(JSON.stringify(reply.continue())).toBe('{}');
  });

  test('7.1 the redirect of a known client', () => {
    expect(JSON.stringify(reply.redirectToExtension({ extension: '101', returnTimeoutSeconds: 15 }))).toBe(
      '{"redirect":"101","return_timeout":15}',
    );
  });

  test('digits keep their zeros', () => {
    expect(reply.sayDigits({ digits: '007', language: 'en' })).toEqual({ ivr_saydigits: '007', language: 'en' });
    expect(reply.sayNumber({ number: '123', language: 'pl', waitDtmf: wait })).toMatchObject({
      ivr_saynumber: '123',
      wait_dtmf: { maxdigits: 4 },
    });
  });

  test.each<[whenNothing: Parameters<typeof reply.play>[0]['waitDtmf'], word: string]>([
    [{ ...wait, whenNothing: { menu: 0 } }, '0-main'],
    [{ ...wait, whenNothing: { scenario: 1 } }, '0-1'],
    [{ ...wait, whenNothing: { extension: '101' } }, '101'],
  ])('nothing pressed: %o', (waitDtmf, word) => {
    expect(reply.play({ soundId: 's', waitDtmf })).toMatchObject({ wait_dtmf: { default: word } });
  });
});

describe('what the API gives no meaning to can’t be built', () => {
  const to = { extension: '101', returnTimeoutSeconds: 15 };

  test.each([1, 2, -1, 3.5, Number.NaN, Infinity, 1e300])('7.2 a return time-out of %d', (returnTimeoutSeconds) => {
    expect(() => reply.redirectToExtension({ ...to, returnTimeoutSeconds })).toThrow(
      expect.objectContaining({ code: 'bad-reply' }),
    );
    expect(() => reply.redirectToMenu({ menu: 0, returnTimeoutSeconds })).toThrow(WebhookError);
  });

  test.each([0, 3, 120])('7.2 a return time-out of %d can be', (returnTimeoutSeconds) => {
    expect(reply.redirectToExtension({ ...to, returnTimeoutSeconds })).toMatchObject({ return_timeout: returnTimeoutSeconds });
  });

  test.each(['', '1', '10', '1234-101', '0-1', 'blacklist', ' 101'])('the extension %j', (extension) => {
    expect(() => reply.redirectToExtension({ ...to, extension })).toThrow(WebhookError);
  });

  test.each<[given: string, build: () => Reply]>([
    ['an empty name', () => reply.callerName(' ')],
    ['a name of two lines', () => reply.redirectToExtension({ ...to, callerName: 'a\nb' })],
    ['a forwarding number of words', () => reply.redirectToExtension({ ...to, rewriteForwardNumber: 'home' })],
    ['a negative menu', () => reply.redirectToMenu({ menu: -1 })],
    ['half a scenario', () => reply.redirectToScenario({ scenario: 1.5 })],
    ['a 26th phrase', () => reply.sayPopular({ phrase: 26, language: 'en' })],
    ['an unknown language', () => reply.sayPopular({ phrase: 1, language: JSON.parse('"tlh"') })],
    ['digits that are none', () => reply.sayDigits({ digits: '1a', language: 'en' })],
    ['no sound', () => reply.play({ soundId: '' })],
    ['waiting for no keys', () => reply.play({ soundId: 's', waitDtmf: { ...wait, maxDigits: 0 } })],
    [
      'a default after anything but a file',
      () =>
        reply.sayPopular({ phrase: 1, language: 'en', waitDtmf: JSON.parse(JSON.stringify({ ...wait, whenNothing: 'hangup' })) }),
    ],
  ])('%s', (_given, build) => {
    expect(build).toThrow(expect.objectContaining({ name: 'WebhookError', code: 'bad-reply' }));
  });

  test('the compiler refuses it first', () => {
    // @ts-expect-error 1 second has no meaning
    expect(() => reply.redirectToExtension({ extension: '101', returnTimeoutSeconds: 1 })).toThrow(WebhookError);
    // @ts-expect-error nor have negatives
    expect(() => reply.redirectToExtension({ extension: '101', returnTimeoutSeconds: -3 })).toThrow(WebhookError);
    // @ts-expect-error nor fractions
    expect(() => reply.redirectToExtension({ extension: '101', returnTimeoutSeconds: 3.5 })).toThrow(WebhookError);
    // @ts-expect-error a default works after a file only
    expect(() => reply.sayPopular({ phrase: 1, language: 'en', waitDtmf: { ...wait, whenNothing: 'hangup' } })).toThrow(
      WebhookError,
    );
    // @ts-expect-error only a builder makes a reply
    const homemade: Reply = { redirect: 'blacklist', hangup: 1 };
    expect(homemade).toBeDefined();
  });
});
