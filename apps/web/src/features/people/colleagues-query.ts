import type { Colleague } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** Everybody of the company, as much of them as everybody may see. */
export const colleaguesQuery = queryOptions({
  queryKey: ['colleagues'],
  queryFn: ({ signal }) => api.get<{ items: Colleague[] }>('/colleagues', { signal }),
  select: ({ items }) => items,
  staleTime: 60_000,
});
