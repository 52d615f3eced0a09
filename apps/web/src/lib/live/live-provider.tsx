import type { LiveMessage } from '@carillon/contract';
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { Live, type LiveStatus } from './live.ts';

const LiveContext = createContext<Live | undefined>(undefined);

/** Holds the live connection of the signed-in user for everything inside. Give it `key={userId}`: another person, another connection. */
export function LiveProvider({ userId, children }: { userId: string; children: ReactNode }) {
  const [live] = useState(() => new Live(userId));
  useEffect(() => live.open(), [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

/** Calls back for every live message, first with the running calls. */
export function useLiveMessages(listener: (message: LiveMessage) => void): void {
  const live = useContext(LiveContext);
  const onMessage = useEffectEvent(listener);
  useEffect(() => live?.subscribe((message) => onMessage(message)), [live]);
}

const CONNECTING: LiveStatus = { health: 'connecting', leading: false };
const neverChanges = () => () => undefined;

/** How the live connection is doing, and whether this tab holds it for the others. */
export function useLiveStatus(): LiveStatus {
  const live = useContext(LiveContext);
  return useSyncExternalStore(live?.subscribeStatus ?? neverChanges, () => live?.status() ?? CONNECTING);
}

/** The server's clock in milliseconds, to be read whenever a timer ticks. */
export function useServerClock(): () => number {
  return useContext(LiveContext)?.serverNow ?? Date.now;
}
