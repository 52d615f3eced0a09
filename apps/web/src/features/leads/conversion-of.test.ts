import { expect, test } from 'vitest';
import { conversionOf } from './conversion-of.ts';

const anna = { id: 'a', name: 'Anna' };
const nothing = { kind: 'none' } as const;
const same = { kind: 'new', name: 'Lead' } as const;

test.each([
  ['the lead as it is', { contact: same, company: nothing, deal: null }, {}],
  ['another name', { contact: { kind: 'new', name: ' Anna ' }, company: nothing, deal: null }, { contact: { name: 'Anna' } }],
  [
    'records there are',
    { contact: { kind: 'existing', client: anna }, company: { kind: 'existing', client: { id: 'c', name: 'C' } }, deal: null },
    { contact: { id: 'a' }, company: { id: 'c' } },
  ],
  [
    'a new company and a deal with an amount as people write it',
    { contact: same, company: { kind: 'new', name: 'C' }, deal: { title: 'D', amount: '1 500,50' } },
    { company: { name: 'C' }, deal: { title: 'D', amount: '1500.50' } },
  ],
  [
    'a deal of unknown worth',
    { contact: same, company: nothing, deal: { title: 'D', amount: '' } },
    { deal: { title: 'D', amount: null } },
  ],
] as const)('asks for %s', (_sentence, form, expected) => {
  expect(conversionOf(form, 'Lead')).toEqual(expected);
});

test.each([
  ['a contact without a name', { contact: { kind: 'new', name: ' ' }, company: nothing, deal: null }],
  ['a contact not chosen yet', { contact: { kind: 'existing', client: null }, company: nothing, deal: null }],
  ['a company without a name', { contact: same, company: { kind: 'new', name: '' }, deal: null }],
  ['a deal without a title', { contact: same, company: nothing, deal: { title: ' ', amount: '' } }],
  ['an amount that is none', { contact: same, company: nothing, deal: { title: 'D', amount: 'a lot' } }],
] as const)('waits for %s', (_sentence, form) => {
  expect(conversionOf(form, 'Lead')).toBeUndefined();
});
