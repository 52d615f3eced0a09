import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer } from 'react';
import { api } from '../../lib/api.ts';
import { useLiveMessages } from '../../lib/live/live-provider.tsx';
import { dismissedRings, keepDismissedRing } from './dismissed-rings.ts';
import { NO_POPUPS, type Popup, popupsAfter } from './popups.ts';

const TICK_MS = 250;

/** My pop-ups as this tab shows them, and what can be done with them. */
export function usePopups(me: string) {
  const [{ popups }, tell] = useReducer(popupsAfter, NO_POPUPS, (none) => ({ ...none, closed: dismissedRings() }));
  const queryClient = useQueryClient();
  useLiveMessages((message) => {
    if ('call' in message) void queryClient.invalidateQueries({ queryKey: ['calls'] }); // the journal behind the pop-up changes with it
    if (message.type === 'call.dismissed') keepDismissedRing(message.callId, message.ring);
    tell({ kind: 'message', message, me, at: Date.now() });
  });

  const leaving = popups.some(({ farewell }) => farewell !== null);
  useEffect(() => {
    if (!leaving) return undefined;
    const timer = setInterval(() => tell({ kind: 'tick', at: Date.now() }), TICK_MS);
    return () => clearInterval(timer);
  }, [leaving]);

  const { mutate: sendDismissal } = useMutation({
    mutationFn: ({ callId, ring }: Popup) => api.put(`/live/dismissals/${callId}`, { ring }), // the server tells my other tabs
  });
  const dismiss = (popup: Popup) => {
    keepDismissedRing(popup.callId, popup.ring);
    tell({ kind: 'dismissed', callId: popup.callId, ring: popup.ring });
    if (popup.phase !== 'gone') sendDismissal(popup);
  };
  const setTyping = (callId: string, typing: boolean) => tell({ kind: 'typing', callId, typing });
  return { popups, dismiss, setTyping };
}
