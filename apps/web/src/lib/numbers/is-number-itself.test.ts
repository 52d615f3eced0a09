import { expect, test } from 'vitest';
import { isNumberItself } from './is-number-itself.ts';

test.each<[name: string | undefined, number: string | null, itself: boolean]>([
  ['+7 916 123-45-67', '+79161234567', true],
  ['+79161234567', '+79161234567', true],
  ['Petrov +7 916 123-45-67', '+79161234567', false],
  ['+7 916 123-45-68', '+79161234567', false],
  ['', '+79161234567', false],
  [undefined, '+79161234567', false],
  ['+7 916 123-45-67', null, false],
])('6.3 a record named %j is its number %j: %j', (name, number, itself) => {
  expect(isNumberItself(name, number)).toBe(itself);
});
