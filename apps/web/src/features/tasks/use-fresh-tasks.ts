import { useQueryClient } from '@tanstack/react-query';
import { useLiveMessages } from '../../lib/live/live-provider.tsx';
import { refreshTasks } from './refresh-tasks.ts';

/** Keeps every shown task fresh: a colleague, a call or another tab may make or finish one. */
export function useFreshTasks(): void {
  const queryClient = useQueryClient();
  useLiveMessages(({ type }) => {
    if (type.startsWith('task.')) refreshTasks(queryClient);
  });
}
