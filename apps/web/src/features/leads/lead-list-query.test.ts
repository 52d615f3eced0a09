import { expect, test } from 'vitest';
import { leadListQuery } from './lead-list-query.ts';

test.each([
  ['the newest first', {}, { sort: '-createdAt' }],
  ['another order, when asked for', { sort: 'name' }, { sort: 'name' }],
  ['mine', { whose: 'mine' }, { sort: '-createdAt', responsibleId: 'me' }],
  ['those in the pool', { whose: 'pool', q: 'ivan' }, { sort: '-createdAt', pool: true, q: 'ivan' }],
  ['converted ones from the archive', { status: 'converted' }, { sort: '-createdAt', status: 'converted', archived: 'true' }],
])('%s', (_sentence, filters, expected) => {
  expect(leadListQuery(filters, 'me')).toEqual(expected);
});
