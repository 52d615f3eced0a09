import type { LiveCall } from '@carillon/contract';
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconPhoneIncoming, IconPhoneOff, IconPhoneOutgoing, IconPhoneCall, IconX } from '@tabler/icons-react';
import { useId } from 'react';
import { type Translate, useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { NoteForm } from './note-form.tsx';
import { PopupCreate } from './popup-create.tsx';
import { PopupFacts } from './popup-facts.tsx';
import { OtherClients } from './popup-people.tsx';
import classes from './popup.module.css';
import type { Popup } from './popups.ts';
import { ClientLink } from '../../ui/client-link.tsx';
import { TalkTimer } from './talk-timer.tsx';

const ICONS = { inbound: IconPhoneIncoming, outbound: IconPhoneOutgoing, internal: IconPhoneIncoming };

type Props = { popup: Popup; me: string; dismiss: () => void; setTyping: (typing: boolean) => void };

/** One call: who it is, what matters now, and what can be done without leaving the page. */
export function PopupCard({ popup, me, dismiss, setTyping }: Props) {
  const t = useT('popup');
  const common = useT('common');
  const titleId = useId();
  const whoId = useId();
  const formatNumber = useFormatNumber();
  const { call, phase } = popup;
  const primary = call.clients.find((client) => client.primary) ?? call.clients[0];
  const number = call.clientNumber === null ? (call.callerText ?? common('hiddenNumber')) : formatNumber(call.clientNumber);
  const Icon = phase === 'gone' ? IconPhoneOff : phase === 'talking' ? IconPhoneCall : ICONS[call.direction];
  const talks = phase === 'talking' || popup.typing;

  return (
    <div role="alertdialog" aria-labelledby={`${titleId} ${whoId}`} data-phase={phase} className={classes.popup}>
      <div className={classes.bar}>
        <Icon size={16} stroke={2} aria-hidden />
        <span id={titleId}>{titleText(popup, t)}</span>
        {phase === 'talking' && call.answeredAt && <TalkTimer since={call.answeredAt} />}
        <Tooltip label={t('hideHint')} zIndex={600}>
          <ActionIcon className={classes.hide} variant="transparent" size="sm" aria-label={t('hide')} onClick={dismiss}>
            <IconX size={16} />
          </ActionIcon>
        </Tooltip>
      </div>
      <div className={classes.body}>
        <h2 id={whoId} className={classes.who}>
          {primary ? <ClientLink client={primary} inherit /> : number}
        </h2>
        {primary && (
          <p className={classes.under}>
            {[primary.company, primary.greeting?.includes(' ') && t('greeting', { greeting: primary.greeting })]
              .filter(Boolean)
              .join(' · ')}
          </p>
        )}
        {primary && <p className={classes.number}>{number}</p>}
        {call.transferFrom && phase === 'ringing' && <p>{t('transferred', { extension: call.transferFrom })}</p>}
        {(phase !== 'gone' || popup.typing) && (
          <>
            {call.clients.length > 1 && <OtherClients call={call} others={call.clients.filter((client) => client !== primary)} />}
            <PopupFacts call={call} me={me} />
            {!primary && call.clientNumber && <PopupCreate call={call} number={call.clientNumber} />}
            {talks && <NoteForm callId={call.id} setTyping={setTyping} />}
          </>
        )}
      </div>
    </div>
  );
}

function titleText({ phase, call, farewell }: Popup, t: Translate<'popup'>): string {
  if (phase === 'talking') return t('talkingWith');
  if (phase === 'ringing') return t(directionKey(call));
  if (farewell?.because === 'answered-by-other')
    return call.user ? t('answeredBy', { name: call.user.name }) : t('answeredElsewhere');
  return t(call.answeredAt === null ? 'notAnswered' : 'ended');
}

function directionKey({ direction }: LiveCall): 'incoming' | 'outgoing' | 'internal' {
  if (direction === 'inbound') return 'incoming';
  return direction === 'outbound' ? 'outgoing' : 'internal';
}
