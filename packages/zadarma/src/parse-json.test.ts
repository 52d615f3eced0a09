import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from './parse-json.ts';

test('an id sent as a float keeps its last zero', () => {
  expect(parseJson('{"call_id":1439981389.2702770}')).toEqual({ call_id: '1439981389.2702770' });
});

test('a number too long for a double stays whole', () => {
  expect(parseJson('[12345678901234567890]')).toEqual(['12345678901234567890']);
});

test('digits inside a string are left alone', () => {
  expect(parseJson(String.raw`{"a":"x \" 10.50 \\","b":10.50}`)).toEqual({ a: 'x " 10.50 \\', b: '10.50' });
});

test('what JSON.stringify writes is read as JSON.parse does', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseJson(text)).toEqual(JSON.parse(text));
    }),
  );
});

test.each(['', '01', '{', '"', '<html>', '1.', '-'])('%j is no JSON', (text) => {
  expect(() => parseJson(text)).toThrow(SyntaxError);
});
