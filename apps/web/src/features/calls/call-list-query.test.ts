import { expect, test } from 'vitest';
import { EMPTY } from '../../lib/api.ts';
import { callListQuery } from './use-call-filters.ts';

const now = new Date(2026, 2, 14, 15, 30);
const queryOf = (filters: Parameters<typeof callListQuery>[0]) => JSON.parse(JSON.stringify(callListQuery(filters, now)));

test('5.7 filters go to the API by their names, a period as two moments', () => {
  const day = { period: 'custom', from: '2026-03-08', to: '2026-03-08' };
  expect(queryOf({ ...day, status: 'not-reached,busy', q: 'Ромашка' })).toEqual({
    status: 'not-reached,busy',
    q: 'Ромашка',
    from: new Date(2026, 2, 8).toISOString(),
    to: new Date(2026, 2, 9).toISOString(),
  });
});

test('5.7 hours are those of the reader’s clock', () => {
  expect(queryOf({ weekday: '1', hour: '9' })).toEqual({
    weekday: '1',
    hour: '9',
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  });
});

test('5.7 calls without a source are asked for by an empty one', () => {
  expect(callListQuery({ unsourced: 'true' }, now)['source']).toBe(EMPTY);
  expect(callListQuery({ source: 'google' }, now)['source']).toBe('google');
});
