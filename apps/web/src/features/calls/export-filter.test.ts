import { expect, test } from 'vitest';
import { EMPTY } from '../../lib/api.ts';
import { exportFilter } from './export-filter.ts';

test('5.7 the file holds the filtered calls: what stands as text in the address is a number or a switch again', () => {
  const query = { q: 'Ромашка', recorded: 'false', minSeconds: '60', hour: '0', status: 'missed,busy', to: undefined, did: '' };
  expect(exportFilter(query)).toEqual({ q: 'Ромашка', recorded: false, minSeconds: 60, hour: 0, status: 'missed,busy' });
});

test('5.7 calls without a source stay those', () => {
  expect(exportFilter({ source: EMPTY })).toEqual({ source: '' });
});
