import type { LiveBoard } from '@carillon/contract';
import {
  type TablerIcon,
  IconCircleCheck,
  IconClockPause,
  IconPhoneCalling,
  IconPhoneOff,
  IconPhoneRinging,
} from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { TimeText } from '../../ui/time-text.tsx';
import { DirectionMark } from '../calls/direction-mark.tsx';
import { TalkTimer } from '../popup/talk-timer.tsx';
import { BoardParty } from './board-party.tsx';
import classes from './live-page.module.css';

type Employee = LiveBoard['employees'][number];
const ICONS: Record<Employee['state'], TablerIcon> = {
  talking: IconPhoneCalling,
  connecting: IconPhoneCalling,
  ringing: IconPhoneRinging,
  away: IconClockPause,
  free: IconCircleCheck,
};

/** One employee: what their phone does, with whom, for how long. Icon and word beside the colour. */
export function EmployeeTile({ employee }: { employee: Employee }) {
  const t = useT('live-board');
  const { user, extension, state, online, call, since } = employee;
  const offline = state === 'free' && online === false;
  const Icon = offline ? IconPhoneOff : ICONS[state];
  return (
    <li className={classes.employee} data-state={offline ? 'offline' : state}>
      <div className={classes.who}>
        <span className={classes.name}>{user.name}</span>
        {extension !== null && <span className={classes.extension}>{extension}</span>}
      </div>
      <div className={classes.state}>
        <Icon size={16} stroke={1.7} aria-hidden />
        {t(offline ? 'state.offline' : `state.${state}`)}
        {call && since !== null && state !== 'connecting' && (
          <span className={classes.timer}>
            <TalkTimer since={since} />
          </span>
        )}
      </div>
      <div className={classes.detail}>
        {call ? (
          <>
            <DirectionMark direction={call.direction} />
            <BoardParty call={call} />
          </>
        ) : (
          <Waiting employee={employee} />
        )}
      </div>
    </li>
  );
}

/** Since when somebody is free, or until when away. */
function Waiting({ employee: { state, since, until } }: { employee: Employee }) {
  const t = useT('live-board');
  const at = state === 'away' ? until : since;
  if (at === null) return null;
  return (
    <span>
      {t(state === 'away' ? 'until' : 'lastCall')} <TimeText at={at} />
    </span>
  );
}
