import { expect, test } from 'vitest';
import { smsLength } from './sms-length.ts';

test.each<[given: string, text: string, expected: [number, number, number]]>([
  ['nothing', '', [0, 0, 160]],
  ['plain letters', 'x'.repeat(160), [1, 160, 0]],
  ['one more', 'x'.repeat(161), [2, 161, 145]],
  ['a plain letter that counts double', `${'x'.repeat(159)}€`, [2, 161, 145]],
  ['Russian', 'я'.repeat(70), [1, 70, 0]],
  ['one Russian letter more', 'я'.repeat(71), [2, 71, 63]],
  ['one Russian letter among plain ones', `${'x'.repeat(70)}я`, [2, 71, 63]],
  ['a face', '🙂'.repeat(35), [1, 70, 0]],
  ['a back-tick is not plain', '`', [1, 1, 69]],
  ['accents of the alphabet', 'à è ñ ß', [1, 7, 153]],
])('issue 4: %s', (_given, text, [parts, used, left]) => {
  expect(smsLength(text)).toMatchObject({ parts, used, left });
});
