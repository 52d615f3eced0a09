import type { MissedCallList } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

const LOOK_AGAIN_MS = 30_000; // a claim runs out, a time passes: nobody says so

/** How many callers wait to be called back. */
export const missedCountQuery = queryOptions({
  queryKey: ['missed-calls', 'count'],
  queryFn: ({ signal }) => api.get<MissedCallList>('/missed-calls', { query: { open: true, limit: 1 }, signal }),
  select: ({ total }) => total,
  refetchInterval: LOOK_AGAIN_MS,
});

const CLOSED_SHOWN = 30;

/** Those who have been called back lately. */
export const closedLatelyQuery = queryOptions({
  queryKey: ['missed-calls', 'closed-lately'],
  queryFn: ({ signal }) => api.get<MissedCallList>('/missed-calls', { query: { open: false, limit: CLOSED_SHOWN }, signal }),
  select: ({ items }) => items,
});
