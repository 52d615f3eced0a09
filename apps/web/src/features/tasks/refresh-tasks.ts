import type { QueryClient } from '@tanstack/react-query';

/** Looks again at every shown task: in lists and in timelines. */
export function refreshTasks(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: ['tasks'] });
  void queryClient.invalidateQueries({ queryKey: ['timeline'] });
}
