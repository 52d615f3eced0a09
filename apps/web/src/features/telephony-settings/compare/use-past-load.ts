import type { Job, JobList } from '@carillon/contract';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.ts';
import { useLiveMessages } from '../../../lib/live/live-provider.tsx';
import { spanOf } from '../../../lib/time/period.ts';
import { COMPARISONS_KEY, isOver } from './comparisons.ts';

const POLL_MS = 2_000;
/** A load of the month, give or take a change of clocks. */
const DAYS_MIN = 28;

const pastQuery = queryOptions({
  queryKey: [...COMPARISONS_KEY, 'past'],
  queryFn: ({ signal }) => api.get<JobList>('/reconciliations', { query: { minDays: DAYS_MIN }, signal }),
  refetchInterval: ({ state: { data } }) => (data?.items.some((job) => !isOver(job)) ? POLL_MS : false),
});

export type PastLoad = {
  state: 'none' | 'running' | 'done';
  running: Job | undefined;
  /** The latest that came to its end. */
  loaded: Job | undefined;
  seenAt: Date;
  isPending: boolean;
  begin: () => void;
  beginning: boolean;
  error: Error | null;
};

/** 5.8: the last 30 days as the provider knows them: whether they were loaded, and the way to do it. It goes on without the page. */
export function usePastLoad(enabled = true): PastLoad {
  const queryClient = useQueryClient();
  const { data, dataUpdatedAt, isPending } = useQuery({ ...pastQuery, enabled });
  const look = () => queryClient.invalidateQueries({ queryKey: COMPARISONS_KEY });
  useLiveMessages((message) => {
    if (message.type === 'job') void look();
  });
  const {
    mutate,
    isPending: beginning,
    error,
  } = useMutation({
    mutationFn: () => {
      const now = new Date();
      return api.post<Job>('/reconciliations', { ...spanOf('month', {}, now), to: now.toISOString(), reminders: false });
    },
    onSettled: look,
  });
  const running = data?.items.find((job) => !isOver(job));
  const loaded = data?.items.find(({ state }) => state === 'done');
  const state = running ? 'running' : loaded ? 'done' : 'none';
  return { state, running, loaded, seenAt: new Date(dataUpdatedAt), isPending, begin: () => mutate(), beginning, error };
}
