import type { LiveMessage } from '@carillon/contract';
import type { MissedNews } from './announce-missed.ts';

type Listener = { workspaceId: string; userId: string };
type Hub = { listeners: () => Listener[]; send: (listener: Listener, message: LiveMessage) => void };

/** Tells everybody of the company who listens in this process: the list is everybody's. */
export function tellMissed(hub: Hub, { workspaceId, missedCallId }: MissedNews): void {
  const users = new Set(hub.listeners().flatMap((listener) => (listener.workspaceId === workspaceId ? listener.userId : [])));
  for (const userId of users) hub.send({ workspaceId, userId }, { type: 'missed-calls', version: 0, missedCallId });
}
