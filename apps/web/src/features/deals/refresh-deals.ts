import type { QueryClient } from '@tanstack/react-query';

/** Looks again at every shown deal: on boards, in lists and in timelines. */
export function refreshDeals(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: ['deals'] });
  void queryClient.invalidateQueries({ queryKey: ['timeline'] });
}
