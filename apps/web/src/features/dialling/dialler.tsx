import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconBackspace, IconPhone } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { durationText } from '../../lib/time/when.ts';
import overlay from '../../ui/overlay.module.css';
import { PhoneNotice } from '../browser-phone/phone-notice.tsx';
import { Suffix } from './dial-card.tsx';
import { useDialState, useDialling } from './dial-provider.tsx';
import { isLocked } from './dial-state.ts';
import { refusalWords, warningWords } from './dial-words.ts';
import { useFocusReturn } from '../../ui/use-focus-return.ts';
import classes from './dialler.module.css';
import { DiallerMatches } from './dialler-matches.tsx';
import { diallingQuery } from './dialling-query.ts';
import { Keypad } from './keypad.tsx';
import { isWords, typedNumber } from './typed-number.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

const SETTLED_MS = 200;
const DIGITS_MIN = 3;

/** 3.2: any number from any page: typed, pasted, or found by a client's name. */
export default function Dialler({ close, start = '' }: { close: () => void; start?: string }) {
  const t = useT('dialling');
  const common = useT('common');
  const formatNumber = useFormatNumber();
  const noticeId = useId();
  useFocusReturn();
  const field = useRef<HTMLInputElement>(null);
  const { line, obstacle } = useDialling();
  const state = useDialState();
  const seconds = useSecondsLeft('until' in state ? state.until : null);
  const [text, setText] = useState(start);
  const typed = typedNumber(text);
  const words = isWords(text);
  const [settled] = useDebouncedValue(typed.digits < DIGITS_MIN ? '' : typed.dialled, SETTLED_MS);
  const { data: about } = useQuery({ ...diallingQuery(settled), placeholderData: (before) => before });
  const to = settled !== '' && settled === typed.dialled ? about?.to : null;

  const locked = isLocked(state, Number.NEGATIVE_INFINITY);
  const known = to?.clients[0];
  const refusal = obstacle ?? (to?.refusal === 'bad-number' ? null : to?.refusal) ?? null; // a number is bad until its last digit
  const ready = typed.digits >= DIGITS_MIN && !words && !locked && refusal === null;
  const dial = () => {
    if (!ready) return;
    const target = { number: to?.number ?? typed.dialled, suffix: typed.suffix ?? to?.dialAfterAnswer, name: known?.name };
    const read = to !== null && to !== undefined && to.warnings.length > 0; // they stand above the button
    line.dial(known ? { ...target, about: { type: known.type, id: known.id } } : target, { sure: read });
    close();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    dial();
  };
  const take = (number: string) => {
    setText(formatNumber(number));
    field.current?.focus();
  };

  return (
    <Modal.Root opened onClose={close} size={340} transitionProps={{ duration: 80 }} classNames={{ inner: classes.inner ?? '' }}>
      <Modal.Overlay backgroundOpacity={0.4} />
      <Modal.Content aria-label={t('dialler')} className={classes.content}>
        <div className={overlay.head}>
          <Modal.Title>{t('dialler')}</Modal.Title>
          <Modal.CloseButton aria-label={common('close')} />
        </div>
        <form className={classes.form} onSubmit={onSubmit}>
          <div className={classes.field}>
            <input
              ref={field}
              data-autofocus
              inputMode="none" // the keys are below; a telephone's own keyboard would cover them
              autoComplete="off"
              aria-label={t('diallerHint')}
              aria-describedby={noticeId}
              placeholder={t('diallerHint')}
              maxLength={60}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            {text !== '' && (
              <ActionIcon
                variant="subtle"
                color="gray"
                size="lg"
                aria-label={t('backspace')}
                onPointerDown={(event) => event.preventDefault()} // the field keeps the focus
                onClick={() => setText(text.slice(0, -1))}
              >
                <IconBackspace size={20} stroke={1.6} />
              </ActionIcon>
            )}
          </div>
          <div className={classes.found}>
            <DiallerMatches text={words ? text.trim() : typed.dialled} enough={words || typed.digits >= DIGITS_MIN} take={take} />
          </div>
          <Suffix suffix={typed.suffix} />
          <Keypad press={(key) => setText(text + key)} />
          <div id={noticeId} className={classes.notices} role="status">
            {refusal !== null && <p data-look="red">{refusalWords({ code: refusal }, t)}</p>}
            {refusal === null &&
              to?.warnings.map((warning) => (
                <p key={`${warning.code}-${warning.client?.id}`} data-look="amber">
                  {warningWords(warning, t, known?.name ?? formatNumber(typed.dialled))}
                </p>
              ))}
            {obstacle === null && about && (
              <p>{about.callerId === null ? t('seenUnknown') : t('seen', { number: formatNumber(about.callerId) })}</p>
            )}
            {obstacle === null && <PhoneNotice />}
          </div>
          <Button
            type="submit"
            size="md"
            fullWidth
            className={classes.submit}
            disabled={!ready}
            leftSection={<IconPhone size={18} stroke={1.8} aria-hidden />}
          >
            {locked ? t('leftShort', { time: durationText(seconds) }) : t('call')}
          </Button>
        </form>
      </Modal.Content>
    </Modal.Root>
  );
}
