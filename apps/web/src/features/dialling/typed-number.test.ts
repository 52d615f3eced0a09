import { expect, test } from 'vitest';
import { isWords, typedNumber } from './typed-number.ts';

test.each([
  ['+7 (916) 123-45-67', '+79161234567', null],
  ['8 916 123 45 67', '89161234567', null],
  ['tel:+44-20-7946-0958', '+442079460958', null],
  ['+7 495 111-22-33 доб. 104', '+74951112233', '104'],
  ['+74951112233,,104', '+74951112233', '104'],
  ['+74951112233;ext=104', '+74951112233', '104'],
  ['020 7946 0958 (ext 7)', '02079460958', '7'],
  ['+7+495', '+7495', null],
  ['\u202a+7 916 123-45-67\u202c', '+79161234567', null],
  ['', '', null],
])('3.2 %s is dialled as %s, then %s', (text, dialled, suffix) => {
  expect(typedNumber(text)).toMatchObject({ dialled, suffix });
});

test('3.2 a name is no number, and a number no name', () => {
  expect([isWords('Щукин'), isWords('Щ'), isWords('+7 916'), isWords('8 495 доб. 12'), isWords('')]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
