import { Tooltip } from '@mantine/core';
import { useT } from '../../lib/i18n/use-t.ts';
import { useLiveStatus } from '../../lib/live/live-provider.tsx';
import classes from './live-dot.module.css';

/** A yellow dot while live news come late or not at all; nothing while they come as they should. */
export function LiveDot() {
  const t = useT('popup');
  const { health } = useLiveStatus();
  if (health !== 'polling' && health !== 'lost') return null;
  const text = t(health === 'polling' ? 'livePolling' : 'liveLost');
  return (
    <Tooltip label={text} openDelay={0}>
      <output className={classes.dot} data-health={health}>
        <span className={classes.text}>{text}</span>
      </output>
    </Tooltip>
  );
}
