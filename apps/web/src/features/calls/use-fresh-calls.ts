import type { LiveMessage } from '@carillon/contract';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLiveMessages } from '../../lib/live/live-provider.tsx';

/** Live messages are of my own calls only; the others' come into the journal with the next look. */
const LOOK_AGAIN_MS = 10_000;
const TELLS_OF_CALLS: ReadonlySet<LiveMessage['type']> = new Set(['missed-calls', 'task.created', 'task.updated']);

/** Keeps every shown call fresh: at once when something happened to one of mine (the pop-ups see to `calls` then), and every ten seconds while the page is looked at. */
export function useFreshCalls(): void {
  const queryClient = useQueryClient();
  useLiveMessages((message) => {
    if (!('call' in message) && !TELLS_OF_CALLS.has(message.type)) return;
    for (const key of 'call' in message ? ['timeline'] : ['calls', 'timeline'])
      void queryClient.invalidateQueries({ queryKey: [key] });
  });
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      for (const key of ['calls', 'timeline']) void queryClient.invalidateQueries({ queryKey: [key, 'list'] });
    }, LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [queryClient]);
}
