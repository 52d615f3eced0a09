import type { Dialling } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** Whether and how I can call; of a number, what speaks against it. Lies under `telephony`: what is changed there changes this. */
export const diallingQuery = (to = '') =>
  queryOptions({
    queryKey: ['telephony', 'dialling', to],
    queryFn: ({ signal }) => api.get<Dialling>('/dialling', { query: { to }, signal }),
    staleTime: 60_000,
    retry: false,
  });
