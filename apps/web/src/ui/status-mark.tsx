import type { CallStatus } from '@carillon/contract';
import {
  type TablerIcon,
  IconBan,
  IconCoinOff,
  IconPhoneCalling,
  IconPhoneCheck,
  IconPhoneEnd,
  IconPhoneOff,
  IconPhonePause,
  IconPhoneRinging,
  IconPhoneX,
  IconQuestionMark,
} from '@tabler/icons-react';
import { useT } from '../lib/i18n/use-t.ts';
import classes from './status-mark.module.css';

type State = 'talking' | 'ringing' | 'missed' | 'ended';

const LOOK: Record<CallStatus, { state: State; icon: TablerIcon }> = {
  ringing: { state: 'ringing', icon: IconPhoneRinging },
  talking: { state: 'talking', icon: IconPhoneCalling },
  answered: { state: 'ended', icon: IconPhoneCheck },
  missed: { state: 'missed', icon: IconPhoneX },
  'not-reached': { state: 'ended', icon: IconPhoneOff },
  busy: { state: 'ended', icon: IconPhonePause },
  failed: { state: 'ended', icon: IconPhoneX },
  'no-money': { state: 'missed', icon: IconCoinOff },
  other: { state: 'ended', icon: IconPhoneEnd },
  blocked: { state: 'ended', icon: IconBan },
  'end-unknown': { state: 'ended', icon: IconQuestionMark },
  requested: { state: 'ringing', icon: IconPhoneRinging },
  'not-placed': { state: 'ended', icon: IconPhoneOff },
};

type Props = { status: CallStatus };

/** How a call stands or ended: icon, word and colour, so that the colour is never the only sign. */
export function StatusMark({ status }: Props) {
  const t = useT('common');
  const { state, icon: Icon } = LOOK[status];
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={16} stroke={1.7} aria-hidden />
      {t(`status.${status}`)}
    </span>
  );
}
