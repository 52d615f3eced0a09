import type { LiveCall } from '@carillon/contract';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useMe } from '../../lib/session.ts';
import { usePhoneState } from '../browser-phone/use-phone-state.ts';
import { DialCard } from '../dialling/dial-card.tsx';
import { useDialState } from '../dialling/dial-provider.tsx';
import { AwayBadge } from './away-badge.tsx';
import { outcomesQuery } from './outcome-chips.tsx';
import { PopupView } from './popup-view.tsx';
import classes from './popup.module.css';
import type { Popup } from './popups.ts';
import { usePopups } from './use-popups.ts';
import { useRingAlerts } from './use-ring-alerts.ts';

/** Where the pop-ups of my running calls appear: above every page, never taking the focus. */
export default function PopupHost() {
  const t = useT('popup');
  const me = useMe();
  const { popups, away, dismiss, setTyping, readAway } = usePopups(me.id);
  const dials = useDialState().phase !== 'idle';
  const shown = popups.toReversed(); // the newest on top: those below keep their place
  const asking = shown.find(({ phase }) => phase === 'result');
  const runs = dials || popups.some(({ phase }) => phase === 'ringing' || phase === 'talking');
  const docked = usePhoneState().phase === 'ready';
  const host = useRef<HTMLElement>(null);

  const ringing = popups.filter(({ phase }) => phase === 'ringing');
  useRingAlerts(popups);
  useQuery({ ...outcomesQuery, enabled: popups.length > 0 }); // while the phone rings: the card does not grow under the mouse when it is answered

  const onEscape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.defaultPrevented || popups.length === 0) return;
    const popup = popupOfEscape(event.target, host.current, shown);
    if (popup) dismiss(popup);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onEscape(event);
    document.addEventListener('keydown', listener);
    return () => document.removeEventListener('keydown', listener);
  }, []);

  return (
    <>
      <Announcement call={ringing.at(-1)?.call} />
      {(popups.length + away.length > 0 || dials) && (
        <section
          ref={host}
          aria-label={t('region')}
          className={classes.host}
          data-dock={docked ? (runs ? 'open' : 'closed') : undefined}
        >
          {shown.map((popup) => (
            <PopupView
              key={popup.callId}
              popup={popup}
              me={me.id}
              newest={popup === asking}
              dismiss={() => dismiss(popup)}
              setTyping={(typing) => setTyping(popup.callId, typing)}
            />
          ))}
          {away.length > 0 && <AwayBadge calls={away} close={readAway} />}
          <DialCard />
        </section>
      )}
    </>
  );
}

/** Esc hides the pop-up that has the focus, else the newest ringing one; a field or dialogue elsewhere keeps its own Esc. */
function popupOfEscape(target: EventTarget | null, host: HTMLElement | null, shown: readonly Popup[]): Popup | undefined {
  if (!(target instanceof HTMLElement)) return undefined;
  const card = target.closest('[data-phase]');
  if (card && host?.contains(card)) return shown[[...host.children].indexOf(card)];
  const elsewhere =
    target.isContentEditable || target.closest('input, textarea, select, [role="dialog"], [role="listbox"], [role="menu"]');
  return elsewhere ? undefined : shown.find(({ phase }) => phase === 'ringing');
}

/** Said aloud by screen readers when a call begins; the focus stays where it is. */
function Announcement({ call }: { call: LiveCall | undefined }) {
  const t = useT('popup');
  const common = useT('common');
  const formatNumber = useFormatNumber();
  const number = call?.clientNumber ? formatNumber(call.clientNumber) : (call?.callerText ?? common('hiddenNumber'));
  const who = call?.clients.map(({ name }) => name).join(', ') || number;
  return (
    <output aria-live="assertive" className={classes.announce}>
      {call && t(call.direction === 'outbound' ? 'announceOutgoing' : 'announceIncoming', { who })}
    </output>
  );
}
