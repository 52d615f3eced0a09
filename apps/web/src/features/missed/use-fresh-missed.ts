import { useQueryClient } from '@tanstack/react-query';
import { useLiveMessages } from '../../lib/live/live-provider.tsx';

/** Keeps what is shown of missed calls fresh: everybody of the company hears of each change, and after a lost connection all is asked anew. */
export function useFreshMissed(): void {
  const queryClient = useQueryClient();
  useLiveMessages(({ type }) => {
    if (type === 'missed-calls' || type === 'snapshot') void queryClient.invalidateQueries({ queryKey: ['missed-calls'] });
  });
}
