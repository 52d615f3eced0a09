import type { DialWarning } from '@carillon/contract';
import { expect, test } from 'vitest';
import en from '../../locales/en/dialling.ts';
import { isObstacle, isWorthRetry, refusalWords, warningWords } from './dial-words.ts';

const t = (key: string, values: Record<string, string | number> = {}): string =>
  Object.entries(values).reduce((text, [name, value]) => text.replace(`{{${name}}}`, String(value)), en[key as keyof typeof en]); // the keys are those of the dictionary
const warning = (change: Partial<DialWarning>): DialWarning => ({
  code: 'do-not-call',
  client: null,
  localTime: null,
  colleague: null,
  ...change,
});

test('3.4 every failure has words of its own', () => {
  const codes = [
    'no-extension',
    'no-mobile',
    'not-connected',
    'already-dialling',
    'bad-number',
    'own-number',
    'free-dialling',
    'others-client',
    'provider-limit',
    'provider-refused',
    'provider-unavailable',
    'network',
  ] as const;
  const words = codes.map((code) => refusalWords({ code }, t));
  expect(new Set(words).size).toBe(codes.length);
  expect(words).not.toContain(undefined);
  expect(refusalWords({ code: 'internal' }, t)).toBeUndefined();
});

test('3.4 only what may change by itself is offered again, and the telephone in the hand only where the PBX can do nothing', () => {
  expect([isWorthRetry('provider-limit'), isWorthRetry('bad-number'), isWorthRetry('already-dialling')]).toEqual([
    true,
    false,
    false,
  ]);
  expect([isObstacle('no-extension'), isObstacle('provider-refused')]).toEqual([true, false]);
});

test.each<[name: string, Partial<DialWarning>, words: string]>([
  ['3.6 do not call', { client: { type: 'contact', id: '1', name: 'Щукин' } }, 'Щукин asked not to be called.'],
  ['3.6 quiet hours with their time', { code: 'quiet-hours', localTime: '21:40' }, 'It is 21:40 where they are.'],
  ['3.10 blacklisted', { code: 'blacklisted' }, 'This number is on the blacklist. Calling it is possible all the same.'],
  ['9.5 claimed', { code: 'claimed', colleague: { id: '2', name: 'Boris' } }, 'Boris is calling them back already.'],
])('%s', (_name, change, words) => {
  expect(warningWords(warning(change), t, '+7 916 123-45-67')).toBe(words);
});
