import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildForm, buildSortedQuery, parsePhpForm, type PhpArray } from '../src/php-form.ts';

describe('forms are read as PHP reads them', () => {
  test.each<[what: string, body: string, expected: object]>([
    ['a plus is a blank, %2B is a plus', 'a=1+2%2B3', { a: '1 2+3' }],
    ['the first = divides', 'a=b=c', { a: 'b=c' }],
    ['the last duplicate wins', 'a=1&a=2', { a: '2' }],
    ['empty brackets append', 'a[]=x&a[]=y', { a: { 0: 'x', 1: 'y' } }],
    ['appending goes on after the highest index', 'a[7]=x&a[]=y', { a: { 7: 'x', 8: 'y' } }],
    ['brackets nest', 'a[b][c]=x&a[b][d]=y', { a: { b: { c: 'x', d: 'y' } } }],
    ['blanks and dots of a top-level name become _', 'a.b c=1&d[e.f]=2', { a_b_c: '1', d: { 'e.f': '2' } }],
    ['a bracket that never closes belongs to the name', 'a[b=1', { a_b: '1' }],
    ['a name without value is empty', 'a&b=', { a: '', b: '' }],
    ['broken percent signs stay', 'a=100%&b=%zz', { a: '100%', b: '%zz' }],
    ['bytes that are no UTF-8 do not throw', 'a=%ff', { a: '\ufffd' }],
  ])('%s', (_what, body, expected) => {
    expect(plain(parsePhpForm(body))).toEqual(expected);
  });

  test('only the top level is sorted', () => {
    expect(buildSortedQuery(parsePhpForm('b=1&a[z]=2&a[y]=3&B=4'))).toBe('B=4&a%5Bz%5D=2&a%5By%5D=3&b=1');
  });

  test('whatever is sent arrives', () => {
    const name = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);
    const value = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.dictionary(name, value), (fields) => {
        expect(plain(parsePhpForm(buildForm(fields)))).toEqual({ ...fields });
      }),
    );
  });
});

function plain(form: PhpArray): object {
  return Object.fromEntries([...form].map(([key, value]) => [key, typeof value === 'string' ? value : plain(value)]));
}
