import { expect, test } from 'vitest';
import { returnTimeout } from './return-timeout.ts';

test.each([0, 3, 15, 25, 120])('7.2 %s seconds are allowed', (seconds) => {
  expect(returnTimeout(seconds)).toEqual({ ok: true, seconds });
});

test.each([1, 2, -1, 2.5, 15.5, 121, Number.NaN, Number.POSITIVE_INFINITY])('7.2 %s seconds are refused', (seconds) => {
  expect(returnTimeout(seconds)).toEqual({ ok: false, because: 'out-of-range' });
});
