import type { LiveBoard } from '@carillon/contract';
import { useT } from '../../lib/i18n/use-t.ts';
import { TalkTimer } from '../popup/talk-timer.tsx';
import { BoardParty } from './board-party.tsx';
import classes from './live-page.module.css';

/** Who has called and rings at nobody yet: in the menu, in the queue, at the greeting. */
export function MenuCalls({ calls }: { calls: LiveBoard['menu'] }) {
  const t = useT('live-board');
  if (calls.length === 0) return <p className={classes.nothing}>{t('menuEmpty')}</p>;
  return (
    <ul className={classes.menu} aria-label={t('menu')}>
      {calls.map((call) => (
        <li key={call.callId}>
          <span className={classes.timer}>
            <TalkTimer since={call.startedAt} />
          </span>
          <BoardParty call={call} />
        </li>
      ))}
    </ul>
  );
}
