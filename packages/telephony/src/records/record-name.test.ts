import { expect, test } from 'vitest';
import { recordName } from './record-name.ts';

test.each<[template: string, did: string | null, name: string]>([
  ['{number}', 'Shop', '+7 916 123-45-67'],
  ['{did}: {number}, {date}', 'Shop', 'Shop: +7 916 123-45-67, 16.03.2026'],
  ['Call {did} {number}', null, 'Call +7 916 123-45-67'],
  ['{did}', null, '+7 916 123-45-67'],
  ['{constructor} New', 'Shop', '{constructor} New'],
])('6.5 the template %j with the label %j names a record %j', (template, did, name) => {
  expect(recordName(template, { number: '+79161234567', did, date: '16.03.2026' })).toBe(name);
});
