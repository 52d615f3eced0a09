import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLiveMessages } from '../../lib/live/live-provider.tsx';

/** Live messages are of my own calls only; the others' come into the journal with the next look. */
const LOOK_AGAIN_MS = 10_000;

/** Keeps every shown call fresh: at once when something happened to one of mine, and every ten seconds while the page is looked at. */
export function useFreshCalls(): void {
  const queryClient = useQueryClient();
  useLiveMessages(({ type }) => {
    if (type !== 'snapshot' && type !== 'job')
      for (const key of ['calls', 'timeline']) void queryClient.invalidateQueries({ queryKey: [key] });
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      for (const key of ['calls', 'timeline']) void queryClient.invalidateQueries({ queryKey: [key, 'list'] });
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [queryClient]);
}
