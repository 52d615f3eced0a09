import type { DiallingObstacle } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useLiveMessages, useServerClock } from '../../lib/live/live-provider.tsx';
import { useSession } from '../../lib/session.ts';
import { DialLine } from './dial-line.ts';
import type { DialState } from './dial-state.ts';
import { diallingQuery } from './dialling-query.ts';

type Dialling = { line: DialLine; obstacle: DiallingObstacle | null };
const DialContext = createContext<Dialling | undefined>(undefined);

/** Holds what this browser has asked the PBX for; inside `LiveProvider`, once. */
export function DialProvider({ children }: { children: ReactNode }) {
  const { user, connected } = useSession();
  const serverNow = useServerClock();
  const [line] = useState(() => new DialLine({ userId: user.id, serverNow }));
  useEffect(() => line.open(), [line]);
  useLiveMessages(line.take);
  const { data } = useQuery(diallingQuery());
  useEffect(() => {
    if (data) line.learn(data);
  }, [line, data]);
  const guess = connected ? (user.extension === null ? 'no-extension' : null) : 'not-connected';
  const obstacle = data ? data.because : guess;
  return <DialContext value={{ line, obstacle }}>{children}</DialContext>;
}

/** My line, and why I can't call at all. @throws outside of the shell. */
export function useDialling(): Dialling {
  const dialling = useContext(DialContext);
  if (!dialling) throw new Error('No dialling outside of the shell');
  return dialling;
}

/** What has become of my click, in all my tabs. */
export function useDialState(): DialState {
  const { line } = useDialling();
  return useSyncExternalStore(line.subscribe, line.state);
}
