import type { Job } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';

const POLL_MS = 5_000; // should a message be lost

export const isOver = ({ state }: Job): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

/** How far a piece of long work is. */
export const jobQuery = (id: string) =>
  queryOptions({
    queryKey: ['jobs', id],
    queryFn: ({ signal }) => api.get<Job>(`/jobs/${id}`, { signal }),
    refetchInterval: ({ state: { data } }) => (data && isOver(data) ? false : POLL_MS),
  });
