import { expect, test } from 'vitest';
import { moneyText, typedAmount } from './money.ts';

const spaced = (text: string) => text.replaceAll(/[\u00A0\u202F]/gu, ' ');

test.each([
  ['1500000.00', 'RUB', 'ru', '1 500 000 ₽'],
  ['99.50', 'EUR', 'en', '€99.50'],
  ['7', 'RUB', 'en', '₽7'],
  ['0', 'RUB', 'ru', '0 ₽'],
])('%s %s is written in %s as %s', (amount, currency, language, text) => {
  expect(spaced(moneyText(amount, currency, language))).toBe(text);
});

test.each([
  ['1 500 000', '1500000'],
  ['1 500,50', '1500.50'],
  ['12\u00A0000', '12000'],
  ['', null],
  ['  ', null],
  ['a lot', undefined],
  ['1,2,3', undefined],
  ['-5', undefined],
  ['1.005', undefined],
])('"%s" typed means %s', (typed, amount) => {
  expect(typedAmount(typed)).toBe(amount);
});
