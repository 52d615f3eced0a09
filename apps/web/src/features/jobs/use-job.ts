import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useLiveMessages } from '../../lib/live/live-provider.tsx';
import { jobQuery } from './job-query.ts';

/** A piece of long work as it goes on, and the way to stop it. */
export function useJob(id: string) {
  const queryClient = useQueryClient();
  const { data: job, error, refetch, dataUpdatedAt } = useQuery(jobQuery(id));
  useLiveMessages((message) => {
    if (message.type === 'job' && message.jobId === id) void queryClient.invalidateQueries({ queryKey: ['jobs', id] });
  });
  const { mutate: stop } = useMutation({
    mutationFn: () => api.delete(`/jobs/${id}`),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['jobs', id] }),
  });
  return { job, error, refetch, seenAt: new Date(dataUpdatedAt), stop };
}
