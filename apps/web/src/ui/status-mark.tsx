import type { CallView } from '@carillon/contract';
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
import { shownStatus } from '../lib/shown-status.ts';
import classes from './status-mark.module.css';

type State = 'talking' | 'ringing' | 'missed' | 'ended';

const LOOK: Record<ReturnType<typeof shownStatus>, { state: State; icon: TablerIcon }> = {
  ringing: { state: 'ringing', icon: IconPhoneRinging },
  connecting: { state: 'ringing', icon: IconPhoneCalling },
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

/** How a call stands or ended: icon, word and colour, so that the colour is never the only sign. */
export function StatusMark({ call }: { call: Pick<CallView, 'status' | 'origin'> }) {
  const t = useT('common');
  const status = shownStatus(call);
  const { state, icon: Icon } = LOOK[status];
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={16} stroke={1.7} aria-hidden />
      {t(`status.${status}`)}
    </span>
  );
}
