import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useReducer } from 'react';
import { api } from '../../lib/api.ts';
import { useLiveMessages, useServerClock } from '../../lib/live/live-provider.tsx';
import { dismissedRings, keepDismissedRing } from './dismissed-rings.ts';
import { NO_POPUPS, type Popup, popupsAfter } from './popups.ts';
import { keepSeenCalls, seenCalls } from './seen-calls.ts';

const TICK_MS = 250;
const isVisible = (): boolean => document.visibilityState === 'visible';

/** The journal behind the pop-up changes with its call; the recordings of another call don't. */
const changesWith = (callId: string, [key, kind, id]: readonly unknown[]): boolean =>
  key === 'calls' && (kind !== 'recordings' || id === callId);

/** My pop-ups as this tab shows them, and what can be done with them. */
export function usePopups(me: string) {
  const [{ popups, away }, tell] = useReducer(popupsAfter, NO_POPUPS, (none) => ({ ...none, closed: dismissedRings() }));
  const queryClient = useQueryClient();
  const serverNow = useServerClock();
  useLiveMessages((message) => {
    if ('call' in message)
      void queryClient.invalidateQueries({ predicate: ({ queryKey }) => changesWith(message.call.id, queryKey) });
    if (message.type === 'call.dismissed') keepDismissedRing(message.callId, message.ring);
    tell({ kind: 'message', message, me, at: serverNow(), visible: isVisible() });
  });

  const changesWithTime = popups.some(
    ({ phase, farewell, call }) => farewell !== null || phase === 'result' || (phase === 'ringing' && call.ringEndsAt !== null),
  );
  useEffect(() => {
    if (!changesWithTime) return undefined;
    const timer = setInterval(() => tell({ kind: 'tick', at: serverNow() }), TICK_MS);
    return () => clearInterval(timer);
  }, [changesWithTime, serverNow]);

  useLooks(popups, (elsewhere) => tell({ kind: 'looked', elsewhere }));

  const { mutate: sendDismissal } = useMutation({
    mutationFn: ({ callId, ring }: Popup) => api.put(`/live/dismissals/${callId}`, { ring }), // the server tells my other tabs
  });
  const dismiss = (popup: Popup) => {
    keepDismissedRing(popup.callId, popup.ring);
    tell({ kind: 'dismissed', callId: popup.callId, ring: popup.ring });
    if (popup.phase !== 'gone') sendDismissal(popup);
  };
  const setTyping = (callId: string, typing: boolean) => tell({ kind: 'typing', callId, typing });
  const readAway = () => {
    keepSeenCalls(away.map(({ id }) => id));
    tell({ kind: 'away-read' });
  };
  return { popups, away, dismiss, setTyping, readAway };
}

/** Notices when somebody looks at this tab, and tells the others which calls were on a screen. */
function useLooks(popups: readonly Popup[], onLook: (elsewhere: ReadonlySet<string>) => void): void {
  const look = useEffectEvent(() => {
    if (isVisible()) onLook(seenCalls());
  });
  useEffect(() => {
    const listener = () => look();
    document.addEventListener('visibilitychange', listener);
    window.addEventListener('storage', listener); // another tab of mine has been looked at
    return () => {
      document.removeEventListener('visibilitychange', listener);
      window.removeEventListener('storage', listener);
    };
  }, []);
  const seen = popups.flatMap((popup) => (popup.seen ? [popup.callId] : [])).join();
  useEffect(() => keepSeenCalls(seen.split(',')), [seen]);
}
