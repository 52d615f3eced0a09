import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'node:querystring';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildQuery, type Params } from './build-query.ts';
import { signRequest } from './sign-request.ts';

type Vector = {
  id: string;
  path: string;
  key: string;
  secret: string;
  params: Params;
  format: string | null;
  query: string;
  authorization: string;
};
const { requests }: { requests: Vector[] } = JSON.parse(
  readFileSync(new URL('../fixtures/vectors.json', import.meta.url), 'utf8'),
);

const md5 = (params: Params) => createHash('md5').update(buildQuery(params)).digest('hex');

describe('signRequest', () => {
  test('all thirty vectors are there', () => {
    expect(requests).toHaveLength(30);
  });

  test.each(requests)('signs $id as the provider does', ({ path, key, secret, params, format, query, authorization }) => {
    const all = format === null ? params : { ...params, format };
    expect(signRequest({ method: 'GET', path, params: all, key, secret })).toEqual({ query, authorization });
  });

  test('leaves the caller’s parameters alone', () => {
    const params = Object.freeze({ b: '1', a: ['2'] });
    signRequest({ path: '/v1/x/', params, key: 'k', secret: 's' });
    expect(params).toEqual({ b: '1', a: ['2'] });
  });

  test('a signature is base64 of forty hexadecimal digits', () => {
    const { authorization } = signRequest({ path: '/v1/info/balance/', key: 'k', secret: 's' });
    expect(Buffer.from(authorization.slice(2), 'base64').toString()).toMatch(/^[0-9a-f]{40}$/);
    expect(authorization).toHaveLength(58);
  });
});

describe('buildQuery', () => {
  test('PHP reads back what was written, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(parse(buildQuery({ text }))['text']).toBe(text);
      }),
    );
  });

  test('half an emoji doesn’t throw', () => {
    expect(buildQuery({ text: 'a\uD83Db' })).toBe('text=a%EF%BF%BDb');
  });

  test('the order in which parameters are given means nothing', () => {
    expect(md5({ a: 1, b: 2, Z: 3 })).toBe(md5({ Z: 3, b: 2, a: 1 }));
  });

  test('numbers without a value are refused', () => {
    expect(() => buildQuery({ limit: Number.NaN })).toThrow(RangeError);
  });
});
