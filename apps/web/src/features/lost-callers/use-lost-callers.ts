import type { LostCaller, LostCallerList } from '@carillon/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useLiveMessages } from '../../lib/live/live-provider.tsx';
import { type Pages, usePages } from '../../lib/use-pages.ts';

export const LOST_KEY = ['lost-callers'];

export type LostPeriod = { from: string; to: string };

/** Whom a period lost. Looked at again when a call has ended or a task has changed: one of them may have been reached. */
export function useLostCallers(period: LostPeriod): Pages<LostCaller, LostCallerList> {
  const queryClient = useQueryClient();
  useLiveMessages(({ type }) => {
    if (type === 'call.ended' || type === 'task.updated' || type === 'job' || type === 'snapshot')
      void queryClient.invalidateQueries({ queryKey: LOST_KEY });
  });
  return usePages<LostCaller, LostCallerList>('lost-callers', period);
}
