import type { NotificationList } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

const SHOWN = 30;

/** What I was told lately, the newest first, and how much of all I have not read. */
export const noticesQuery = queryOptions({
  queryKey: ['notifications'],
  queryFn: ({ signal }) => api.get<NotificationList>('/notifications', { query: { limit: SHOWN }, signal }),
  staleTime: 60_000,
});
