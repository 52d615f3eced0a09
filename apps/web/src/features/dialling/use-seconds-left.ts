import { useEffect, useState } from 'react';
import { useServerClock } from '../../lib/live/live-provider.tsx';

const TICK_MS = 250;

/** Whole seconds until a moment of the server's clock, counting down; 0 when it is past or there is none. */
export function useSecondsLeft(until: number | null): number {
  const serverNow = useServerClock();
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    if (until === null) return undefined;
    const look = () => setNow(serverNow());
    const timer = setInterval(look, TICK_MS);
    look();
    return () => clearInterval(timer);
  }, [until, serverNow]);
  return until === null ? 0 : Math.max(0, Math.ceil((until - now) / 1000));
}
