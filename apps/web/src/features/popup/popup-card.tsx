import { IconPhoneCall, IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { type Translate, useT } from '../../lib/i18n/use-t.ts';
import { isNumberItself } from '../../lib/numbers/is-number-itself.ts';
import { shownStatus } from '../../lib/shown-status.ts';
import frame from '../../ui/floating-card.module.css';
import { ClientLink } from '../../ui/client-link.tsx';
import { DialNumber } from '../dialling/dial-number.tsx';
import { callerOf, isStranger } from './caller-of.ts';
import { NotePart } from './note-part.tsx';
import { NextSteps } from './next-steps.tsx';
import { OutcomeChips } from './outcome-chips.tsx';
import { HideButton } from './hide-button.tsx';
import { PopupFacts } from './popup-facts.tsx';
import { PopupMatters } from './popup-matters.tsx';
import { OtherClients } from './popup-people.tsx';
import { PopupUnknown } from './popup-unknown.tsx';
import classes from './popup.module.css';
import type { Popup } from './popups.ts';
import { StrangerVerdict } from './stranger-verdict.tsx';
import { TalkTimer } from './talk-timer.tsx';
import { useCallerNumber } from './use-caller-number.ts';

const ICONS = { inbound: IconPhoneIncoming, outbound: IconPhoneOutgoing, internal: IconPhoneIncoming };

export type PopupProps = {
  popup: Popup;
  me: string;
  /** The last talk that waits for its result: it is asked for at once, the ones before it when somebody unfolds them. */
  newest: boolean;
  dismiss: () => void;
  setTyping: (typing: boolean) => void;
};

/** One running call: who it is, what matters now, and what can be done without leaving the page. */
export function PopupCard({ popup, me, dismiss, setTyping }: PopupProps) {
  const t = useT('popup');
  const titleId = useId();
  const whoId = useId();
  const numberOf = useCallerNumber();
  const { call, phase } = popup;
  const caller = callerOf(call);
  const number = numberOf(call);
  const talks = phase === 'talking';
  const connects = talks && shownStatus(call) === 'connecting';
  const runs = talks || phase === 'ringing';
  const talked = talks || phase === 'result';
  const typing = useTyping(setTyping);
  const [making, setMaking] = useState(false);
  const Icon = talks ? IconPhoneCall : ICONS[call.direction];

  return (
    <div
      role="alertdialog"
      aria-labelledby={`${titleId} ${whoId}`}
      data-phase={connects ? 'connecting' : phase}
      className={`${frame.card} ${classes.popup}`}
    >
      <div className={`${frame.bar} ${classes.bar}`}>
        <Icon size={16} stroke={2} aria-hidden />
        <span id={titleId}>{titleText(popup, t)}</span>
        {talks && !connects && call.answeredAt && <TalkTimer since={call.answeredAt} />}
        <HideButton dismiss={dismiss} />
      </div>
      <div className={classes.body}>
        <h2 id={whoId} className={classes.who}>
          {caller ? <ClientLink client={caller} inherit /> : number}
        </h2>
        {caller && (
          <p className={classes.under}>
            {dotted([t(`type.${caller.type}`), caller.company])}
            {!call.clientNumber && <span className={classes.number}>{number}</span>}
            {call.clientNumber && !(runs && isNumberItself(caller.name, call.clientNumber)) && (
              <span className={caller.company ? classes.ownLine : undefined}>
                <DialNumber
                  number={call.clientNumber}
                  name={caller.name}
                  about={{ type: 'call', id: call.id }}
                  blocked={runs ? t('callRuns') : undefined}
                />
              </span>
            )}
          </p>
        )}
        {caller?.greeting?.includes(' ') && <p className={classes.under}>{t('greeting', { greeting: caller.greeting })}</p>}
        {call.transferFrom && phase === 'ringing' && (
          <p>{t('transferred', { name: call.transferFromUser?.name ?? call.transferFrom })}</p>
        )}
        <PopupMatters call={call} />
        {call.clients.length > 1 && <OtherClients call={call} others={call.clients.filter((client) => client !== caller)} />}
        <PopupFacts call={call} me={me} />
        {(!caller || making) && call.clientNumber && (
          <PopupUnknown
            call={call}
            number={call.clientNumber}
            setTyping={(on) => {
              setMaking(on); // a deal comes after its contact: the form stays until both are there
              typing('form', on);
            }}
          />
        )}
        {isStranger(call) && call.clientNumber && <StrangerVerdict call={call} number={call.clientNumber} />}
        <NotePart call={call} me={me} open={talked} setTyping={(on) => typing('note', on)} />
        {talked && <OutcomeChips call={call} />}
        {talked && <NextSteps call={call} />}
      </div>
    </div>
  );
}

/** Several fields of one pop-up may be written in: it stays while any of them is. */
export function useTyping(setTyping: (typing: boolean) => void): (field: string, on: boolean) => void {
  const fields = useRef(new Set<string>());
  return (field, on) => {
    if (on) fields.current.add(field);
    else fields.current.delete(field);
    setTyping(fields.current.size > 0);
  };
}

function titleText({ phase, call }: Popup, t: Translate<'popup'>): string {
  if (phase === 'talking') return t(shownStatus(call) === 'connecting' ? 'connectingWith' : 'talkingWith');
  if (phase !== 'ringing') return t(phase === 'went-on' ? 'wentOn' : 'ended'); // somebody still types into it
  if (call.direction === 'inbound') return t('incoming');
  return t(call.direction === 'outbound' ? 'outgoing' : 'internal');
}

function dotted(parts: readonly (string | null)[]): ReactNode {
  return parts.filter(Boolean).map((part) => <span key={part}>{part}</span>);
}
