import { useEffect, useState } from 'react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { useServerClock } from '../../lib/live/live-provider.tsx';
import { exactText } from '../../lib/time/when.ts';
import { longText } from './long-text.ts';

const TICK_MS = 5_000;

/** "waiting for 14 min", by the server's clock. */
export function WaitingText({ since }: { since: string }) {
  const t = useT('missed');
  const language = useLanguage();
  const serverNow = useServerClock();
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), TICK_MS);
    return () => clearInterval(timer);
  }, [serverNow]);
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  return (
    <time dateTime={since} title={exactText(new Date(since), language)}>
      {minutes === 0 ? t('waitingBriefly') : t('waiting', { time: longText(minutes, language) })}
    </time>
  );
}
