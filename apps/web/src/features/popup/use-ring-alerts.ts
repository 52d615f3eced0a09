import { useEffect, useEffectEvent } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useLiveStatus } from '../../lib/live/live-provider.tsx';
import { shownStatus } from '../../lib/shown-status.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { useMe } from '../../lib/session.ts';
import { callerOf } from './caller-of.ts';
import type { Popup } from './popups.ts';
import { ringSoundOf } from './ring-alerts.ts';
import { playAnswerSound, startRingSound } from './ring-sound.ts';
import { seenCalls } from './seen-calls.ts';
import { showSystemNotification } from './system-notification.ts';
import { useCallerNumber } from './use-caller-number.ts';

const ANOTHER_TAB_LOOKS_MS = 500;

/** What reaches somebody who does not look: a sound and the system's notification, from one tab of the browser only (4.10, 4.12). */
export function useRingAlerts(popups: readonly Popup[]): void {
  const me = useMe();
  const { leading } = useLiveStatus();
  const sound = ringSoundOf(me);
  const ringing = popups.filter(({ phase, call }) => phase === 'ringing' && call.direction === 'inbound');
  const talking = popups.some(({ phase }) => phase === 'talking');
  const answered = popups.some(({ phase, call }) => phase === 'talking' && shownStatus(call) === 'talking');

  const sounds = leading && sound === 'ring' && ringing.length > 0 && !talking; // not into a conversation
  useEffect(() => (sounds ? startRingSound() : undefined), [sounds]);
  const answers = leading && sound === 'answer' && answered;
  useEffect(() => {
    if (answers) playAnswerSound();
  }, [answers]);

  const wordsOf = useNotificationWords();
  const newest = leading && me.preferences.systemNotification ? ringing.at(-1) : undefined;
  const show = useEffectEvent((callId: string) => {
    if (newest?.callId !== callId || !document.hidden || seenCalls().has(callId)) return undefined; // some tab shows the pop-up itself
    return showSystemNotification({ ...wordsOf(newest), callId });
  });
  const callId = newest?.callId;
  useEffect(() => {
    if (callId === undefined) return undefined;
    let close: (() => void) | undefined;
    const timer = setTimeout(() => {
      close = show(callId);
    }, ANOTHER_TAB_LOOKS_MS);
    return () => {
      clearTimeout(timer);
      close?.();
    };
  }, [callId]);
}

function useNotificationWords(): (popup: Popup) => { title: string; body: string } {
  const t = useT('popup');
  const formatNumber = useFormatNumber();
  const numberOf = useCallerNumber();
  return ({ call }) => {
    const caller = callerOf(call);
    const number = numberOf(call);
    const line = call.didLabel ?? (call.did && formatNumber(call.did));
    return {
      title: t('announceIncoming', { who: caller?.name ?? number }),
      body: [caller && number, caller?.company, call.exception, line].filter(Boolean).join(' · '),
    };
  };
}
