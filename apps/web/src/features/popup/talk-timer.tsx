import { useEffect, useState } from 'react';
import { useServerClock } from '../../lib/live/live-provider.tsx';
import { durationText } from '../../lib/time/when.ts';

/** How long they have been talking, by the server's clock. Quiet for screen readers: they would hear every second. */
export function TalkTimer({ since }: { since: string }) {
  const serverNow = useServerClock();
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), 500);
    return () => clearInterval(timer);
  }, [serverNow]);
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / 1000));
  return (
    <time role="timer" aria-live="off" dateTime={`PT${seconds}S`}>
      {durationText(seconds)}
    </time>
  );
}
