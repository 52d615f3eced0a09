import type { Deal, DealBoard, Pipeline } from '@carillon/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, type Query } from '../../lib/api.ts';
import type { Page } from '../../lib/use-pages.ts';

const SHOWN = 50;

/** One deal. */
export const dealQuery = (id: string) =>
  queryOptions({ queryKey: ['deals', 'one', id], queryFn: ({ signal }) => api.get<Deal>(`/deals/${id}`, { signal }) });

/** A pipeline's stages with their deals. */
export const boardQuery = (query: Query) =>
  queryOptions({
    queryKey: ['deals', 'board', query],
    queryFn: ({ signal }) => api.get<DealBoard>('/deals/board', { query, signal }),
    placeholderData: keepPreviousData,
  });

/** The ways deals go, the default one first. */
export const pipelinesQuery = queryOptions({
  queryKey: ['pipelines'],
  queryFn: ({ signal }) => api.get<{ items: Pipeline[] }>('/pipelines', { query: { limit: SHOWN }, signal }),
  select: ({ items }) => items.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault)),
  staleTime: 60_000,
});

/** A client's deals that are neither won nor lost. */
export const openDealsQuery = (of: { contactId: string } | { companyId: string }) =>
  queryOptions({
    queryKey: ['deals', 'open', of],
    queryFn: ({ signal }) => api.get<Page<Deal>>('/deals', { query: { ...of, open: true, limit: SHOWN }, signal }),
  });
