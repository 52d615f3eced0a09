import { ActionIcon } from '@mantine/core';
import { IconChevronDown, IconPhoneCheck, IconPhoneOff, IconPhonePause } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import frame from '../../ui/floating-card.module.css';
import { ClientLink } from '../../ui/client-link.tsx';
import { DialNumber } from '../dialling/dial-number.tsx';
import { callerOf } from './caller-of.ts';
import { HideButton } from './hide-button.tsx';
import { NotePart } from './note-part.tsx';
import { NextSteps } from './next-steps.tsx';
import { OutcomeChips } from './outcome-chips.tsx';
import { type PopupProps, useTyping } from './popup-card.tsx';
import { PopupUnknown } from './popup-unknown.tsx';
import classes from './popup.module.css';
import type { Popup } from './popups.ts';
import { useCallerNumber } from './use-caller-number.ts';

/** A call that is over for me, folded to one line: it went on to the group, somebody answered, or it waits for its result. */
export function PopupLine({ popup, me, newest, dismiss, setTyping }: PopupProps) {
  const t = useT('popup');
  const bodyId = useId();
  const numberOf = useCallerNumber();
  const typing = useTyping(setTyping);
  const { call, phase } = popup;
  const caller = callerOf(call);
  const asks = phase === 'result' || popup.typing;
  const Icon = phase === 'went-on' ? IconPhonePause : phase === 'result' ? IconPhoneCheck : IconPhoneOff;
  const text = useLineText(popup);
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = popup.typing || (chosen ?? newest);

  return (
    <div
      role="group"
      aria-label={`${caller?.name ?? numberOf(call)}: ${text}`}
      data-phase={phase}
      className={`${frame.card} ${classes.popup}`}
    >
      <div className={`${frame.bar} ${classes.bar}`}>
        <Icon size={16} stroke={2} aria-hidden />
        <span className={classes.line}>
          {caller ? <ClientLink client={caller} inherit /> : <span className={classes.number}>{numberOf(call)}</span>}
          <span>{text}</span>
        </span>
        <span className={classes.corner}>
          {asks && (
            <ActionIcon
              className={classes.unfold}
              variant="transparent"
              size="sm"
              aria-label={t('unfold')}
              aria-expanded={open}
              aria-controls={bodyId}
              onClick={() => setChosen(!open)}
            >
              <IconChevronDown size={16} />
            </ActionIcon>
          )}
          <HideButton dismiss={dismiss} />
        </span>
      </div>
      {asks && (
        <div id={bodyId} className={classes.body} hidden={!open}>
          {call.clientNumber && (
            <p className={classes.again}>
              <DialNumber number={call.clientNumber} name={caller?.name} about={{ type: 'call', id: call.id }} />
            </p>
          )}
          <OutcomeChips call={call} />
          <NextSteps call={call} />
          <NotePart call={call} me={me} setTyping={(on) => typing('note', on)} />
          {!caller && call.clientNumber && (
            <PopupUnknown call={call} number={call.clientNumber} setTyping={(on) => typing('form', on)} />
          )}
        </div>
      )}
    </div>
  );
}

function useLineText({ phase, call, farewell }: Popup): string {
  const t = useT('popup');
  if (phase === 'went-on') return t('wentOn');
  if (phase === 'result') return t('askResult', { duration: durationText(call.talkSeconds ?? 0) });
  if (farewell?.because === 'result-said') return call.outcome ?? t('ended');
  if (farewell?.because === 'answered-by-other')
    return call.user ? t('answeredBy', { name: call.user.name }) : t('answeredElsewhere');
  return t(call.answeredAt === null ? 'notAnswered' : 'ended');
}
