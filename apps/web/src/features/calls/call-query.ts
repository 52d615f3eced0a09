import type { CallView, PbxEvent } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

/** One call with everything about it. */
export const callQuery = (id: string) =>
  queryOptions({ queryKey: ['calls', 'one', id], queryFn: ({ signal }) => api.get<CallView>(`/calls/${id}`, { signal }) });

/** What the PBX sent about it, word for word (administrators). */
export const callEventsQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'events', id],
    queryFn: ({ signal }) => api.get<{ items: PbxEvent[] }>(`/calls/${id}/events`, { signal }),
  });
