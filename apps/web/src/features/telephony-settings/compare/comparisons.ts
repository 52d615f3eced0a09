import type { Job, JobList, ReconciliationReport } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';

const POLL_MS = 3_000; // what the server began itself is told to nobody's stream
const POLL_QUIET_MS = 60_000;

export const COMPARISONS_KEY = ['telephony', 'comparisons'];

export const isOver = ({ state }: Job): boolean => state === 'done' || state === 'failed' || state === 'cancelled';

/** The latest comparisons; looked at again while one goes on, so that a reload changes nothing. */
export const comparisonsQuery = queryOptions({
  queryKey: COMPARISONS_KEY,
  queryFn: ({ signal }) => api.get<JobList>('/reconciliations', { signal }),
  refetchInterval: ({ state: { data } }) => (data?.items.some((job) => !isOver(job)) ? POLL_MS : POLL_QUIET_MS),
});

/** What a comparison has found so far. */
export function reportOf({ result }: Job): ReconciliationReport | null {
  return result as ReconciliationReport | null; // a job of this kind
}
