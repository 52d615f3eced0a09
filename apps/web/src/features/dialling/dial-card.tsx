import { ActionIcon, Button, Loader } from '@mantine/core';
import { IconPhoneOff, IconPhoneOutgoing, IconQuestionMark, IconX, type TablerIcon } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useFormatNumber } from '../../lib/numbers/use-format-number.ts';
import { durationText } from '../../lib/time/when.ts';
import frame from '../../ui/floating-card.module.css';
import classes from './dial-card.module.css';
import { useDialState, useDialling } from './dial-provider.tsx';
import type { DialState, Wanted } from './dial-state.ts';
import { isObstacle, isWorthRetry, refusalWords, warningWords } from './dial-words.ts';
import { diallingQuery } from './dialling-query.ts';
import { useSecondsLeft } from './use-seconds-left.ts';

type Of<Phase extends DialState['phase']> = Extract<DialState, { phase: Phase }>;

/** What has become of my click (3.4): until my phone rings and the pop-up takes over, or why there is no call. */
export function DialCard() {
  const state = useDialState();
  switch (state.phase) {
    case 'idle':
      return null;
    case 'asking':
      return <Asking />;
    case 'requested':
      return <PickUp state={state} />;
    case 'unknown':
      return <Unknown state={state} />;
    case 'warned':
      return <Warned key={state.target.number} state={state} />;
    case 'refused':
      return <Refused state={state} />;
    case 'not-placed':
      return <NotPlaced state={state} />;
    default:
      return state satisfies never;
  }
}

function useWho(): (target: Wanted) => string {
  const formatNumber = useFormatNumber();
  return ({ name, number }) => name ?? formatNumber(number).replaceAll(' ', '\u00a0'); // a number is never broken over two lines
}

type CardProps = {
  look: 'amber' | 'red' | 'grey';
  role: 'status' | 'alert';
  icon: TablerIcon;
  title: string;
  closes?: boolean;
  children: ReactNode;
};

function Card({ look, role, icon: Icon, title, closes = false, children }: CardProps) {
  const t = useT('dialling');
  const { line } = useDialling();
  return (
    <div role={role} aria-label={t('region')} data-look={look} className={`${frame.card} ${classes.card}`}>
      <div className={`${frame.bar} ${classes.bar}`}>
        <Icon size={16} stroke={2} aria-hidden />
        <span>{title}</span>
        {closes && (
          <ActionIcon className={classes.close} variant="transparent" size="sm" aria-label={t('close')} onClick={line.close}>
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      <div className={classes.body}>{children}</div>
    </div>
  );
}

function Asking() {
  const t = useT('dialling');
  return (
    <Card look="grey" role="status" icon={IconPhoneOutgoing} title={t('asking')}>
      <Loader size="xs" type="dots" color="gray" />
    </Card>
  );
}

function PickUp({ state: { target, until } }: { state: Of<'requested'> }) {
  const t = useT('dialling');
  const who = useWho()(target);
  const formatNumber = useFormatNumber();
  const { data } = useQuery(diallingQuery());
  const rings = data?.rings;
  return (
    <Card look="amber" role="status" icon={IconPhoneOutgoing} title={t('pickUp')}>
      <p>{rings ? t('pickUpText', { rings: formatNumber(rings), who }) : t('pickUpTextPlain', { who })}</p>
      <Suffix suffix={target.suffix} />
      <Left until={until} />
    </Card>
  );
}

function Unknown({ state: { target, until } }: { state: Of<'unknown'> }) {
  const t = useT('dialling');
  const who = useWho()(target);
  return (
    <Card look="amber" role="alert" icon={IconQuestionMark} title={t('unknownTitle')}>
      <p>{t('unknownText', { who })}</p>
      <Left until={until} />
    </Card>
  );
}

/** 3.2: it has to be dialled by hand, so it is large. */
export function Suffix({ suffix }: { suffix: string | null | undefined }) {
  const t = useT('dialling');
  if (!suffix) return null;
  return (
    <p className={classes.suffix}>
      {t('afterAnswer')} <strong className="figures">{suffix}</strong>
    </p>
  );
}

/** Quiet for screen readers: they would hear every second. */
function Left({ until }: { until: number }) {
  const t = useT('dialling');
  const seconds = useSecondsLeft(until);
  return (
    <p role="timer" aria-live="off" className={classes.left}>
      {t('left', { time: durationText(seconds) })}
    </p>
  );
}

function Warned({ state: { target, warnings } }: { state: Of<'warned'> }) {
  const t = useT('dialling');
  const { line } = useDialling();
  const who = useWho()(target);
  const titleId = useId();
  const textId = useId();
  return (
    <div
      role="alertdialog"
      aria-labelledby={titleId}
      aria-describedby={textId}
      data-look="amber"
      className={`${frame.card} ${classes.card}`}
    >
      <div className={`${frame.bar} ${classes.bar}`}>
        <IconPhoneOutgoing size={16} stroke={2} aria-hidden />
        <span id={titleId}>{t('warnedTitle', { who })}</span>
      </div>
      <div className={classes.body}>
        <div id={textId}>
          {warnings.map((warning) => (
            <p key={`${warning.code}-${warning.client?.id}`}>{warningWords(warning, t, who)}</p>
          ))}
        </div>
        <div className={classes.buttons}>
          <Button size="compact-md" onClick={() => line.dial(target, { sure: true })}>
            {t('callAnyway')}
          </Button>
          <Button size="compact-md" variant="default" data-autofocus ref={(button) => button?.focus()} onClick={line.close}>
            {t('dontCall')}
          </Button>
        </div>
      </div>
    </div>
  );
}

function Refused({ state: { target, refusal } }: { state: Of<'refused'> }) {
  const t = useT('dialling');
  const { line } = useDialling();
  const who = useWho()(target);
  const seconds = useSecondsLeft(refusal.until);
  const words = refusalWords(refusal, t) ?? t('refused.other');
  return (
    <Card look="red" role="alert" icon={IconPhoneOff} title={t('refusedTitle', { who })} closes>
      <p>{words}</p>
      {refusal.detail !== '' && <p>{t('said', { words: refusal.detail })}</p>}
      {seconds > 0 && <p className={classes.left}>{t('tryAt', { time: durationText(seconds) })}</p>}
      <div className={classes.buttons}>
        {isWorthRetry(refusal.code) && (
          <Button size="compact-md" variant="default" disabled={seconds > 0} onClick={() => line.dial(target)}>
            {t('retry')}
          </Button>
        )}
        {isObstacle(refusal.code) && (
          <Button component="a" href={`tel:${target.number}`} size="compact-md" variant="default">
            {t('fromHere')}
          </Button>
        )}
      </div>
    </Card>
  );
}

/** 3.7: long after the click, so it says what was wanted, and offers it again. */
function NotPlaced({ state: { target } }: { state: Of<'not-placed'> }) {
  const t = useT('dialling');
  const { line } = useDialling();
  return (
    <Card look="red" role="alert" icon={IconPhoneOff} title={t('refusedTitle', { who: useWho()(target) })} closes>
      <p>{t('notPlacedText')}</p>
      <div className={classes.buttons}>
        <Button size="compact-md" variant="default" onClick={() => line.dial(target)}>
          {t('retry')}
        </Button>
      </div>
    </Card>
  );
}
