import { expect, test } from 'vitest';
import { matchesPattern } from './matches-pattern.ts';
import { readPattern } from './read-pattern.ts';

test.each<[given: string, text: string, expected: object]>([
  ['10.1 a number', '8 916 123-45-67', { ok: true, pattern: '+79161234567' }],
  ['10.1 a mask', '+44701*', { ok: true, pattern: '+44701*' }],
  ['10.1 a mask with blanks', '+44 (701) 23*', { ok: true, pattern: '+4470123*' }],
  ['10.1 a mask of four digits', '+4470*', { ok: false, because: 'mask-too-short' }],
  ['10.1 a mask of everything', '*', { ok: false, because: 'bad-number' }],
  ['10.1 a suffix', '*4567', { ok: false, because: 'bad-number' }],
  ['10.1 words', 'spam', { ok: false, because: 'bad-number' }],
  ['10.1 an extension', '101', { ok: false, because: 'bad-number' }],
  ['10.1 an own number', '+74951112233', { ok: false, because: 'own', number: '+74951112233' }],
  ['10.1 a mask over an own number', '+749511*', { ok: false, because: 'own', number: '+74951112233' }],
  ['10.1 a mask in national digits', '8495111*', { ok: false, because: 'own', number: '+74951112233' }],
])('%s', (_given, text, expected) => {
  expect(readPattern(text, { country: 'RU', own: ['+74951112233'] })).toEqual(expected);
});

test.each<[given: string, pattern: string, e164: string, matches: boolean]>([
  ['10.4 the very number', '+79161234567', '+79161234567', true],
  ['10.4 never a suffix', '+79161234567', '+179161234567', false],
  ['10.4 never a prefix without a mask', '+7916123456', '+79161234567', false],
  ['10.4 a mask', '+44701*', '+447012345678', true],
  ['10.4 another number', '+44701*', '+447022345678', false],
])('%s', (_given, pattern, e164, matches) => {
  expect(matchesPattern(pattern, e164)).toBe(matches);
});
