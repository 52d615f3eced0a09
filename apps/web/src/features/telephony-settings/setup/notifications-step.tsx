import type { NotificationsState, TelephonySettings } from '@carillon/contract';
import { Button, Skeleton } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, ApiError } from '../../../lib/api.ts';
import { useT } from '../../../lib/i18n/use-t.ts';
import { useErrorText } from '../../../lib/use-error-text.ts';
import { Notice } from '../notice.tsx';
import { CHECK_KEY, notificationsQuery, relaysQuery } from '../telephony-queries.ts';
import classes from '../telephony.module.css';
import { Relays } from './relays.tsx';

/** 1.5: registers our address and the six flags, and shows what the provider says of them. */
export function NotificationsStep({ settings }: { settings: TelephonySettings }) {
  const t = useT('telephony');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const { data: state, error: readError, isPending, refetch } = useQuery({ ...notificationsQuery, enabled: settings.connected });
  const connect = useMutation({
    mutationFn: (asked: { replace: boolean; relay?: boolean }) => api.put<NotificationsState>('/telephony/notifications', asked),
    onMutate: () => queryClient.cancelQueries(notificationsQuery), // what was read before must not come after
    onSuccess: (answer) => {
      queryClient.setQueryData(notificationsQuery.queryKey, answer);
      queryClient.setQueryData(relaysQuery.queryKey, { items: answer.relays, nextCursor: null });
      void queryClient.invalidateQueries({ queryKey: CHECK_KEY });
    },
  });
  if (!settings.connected) return <p className={classes.note}>{t('needsKeys')}</p>;
  if (isPending) return <Waiting />;
  const refused = connect.error;
  const other =
    refused instanceof ApiError && refused.code === 'other-url-registered' ? (refused.url ?? state?.url ?? '') : undefined;
  const noRelay = connect.variables?.relay === true && refused instanceof ApiError && refused.code === 'invalid';
  const allOn = state?.ours === true && state.flags.every(({ on }) => on) && (!state.account || isWhole(state.account));
  const elsewhere = state?.ours && state.account && !state.account.ours ? state.account.url : null;
  return (
    <>
      <p className={classes.note}>{t('notify.text')}</p>
      {readError && !state && (
        <p role="alert" className={classes.bad}>
          {errorText(readError)}{' '}
          <Button variant="default" size="compact-xs" onClick={() => void refetch()}>
            {t('checkAgain')}
          </Button>
        </p>
      )}
      {state && <Flags state={state} />}
      {other === undefined && (
        <Button
          variant={allOn ? 'default' : 'filled'}
          loading={connect.isPending}
          onClick={() => connect.mutate({ replace: false })}
        >
          {t(allOn ? 'notify.again' : 'notify.connect')}
        </Button>
      )}
      {other !== undefined && (
        <Notice
          buttons={
            <>
              <Button loading={connect.isPending} onClick={() => connect.mutate({ replace: true, relay: true })}>
                {t('notify.relay')}
              </Button>
              <Button
                variant="default"
                c="red"
                loading={connect.isPending}
                onClick={() => connect.mutate({ replace: true, relay: false })}
              >
                {t('notify.replace')}
              </Button>
              <Button variant="default" onClick={() => connect.reset()}>
                {t('notify.keep')}
              </Button>
            </>
          }
        >
          <p>
            <strong>{t('notify.otherTitle')}.</strong> {t('notify.otherText')} <code className={classes.code}>{other}</code>
          </p>
        </Notice>
      )}
      {other === undefined && elsewhere !== null && (
        <Notice
          buttons={
            <>
              <Button
                variant="default"
                loading={connect.isPending}
                onClick={() => connect.mutate({ replace: true, relay: true })}
              >
                {t('notify.relay')}
              </Button>
              <Button
                variant="default"
                c="red"
                loading={connect.isPending}
                onClick={() => connect.mutate({ replace: true, relay: false })}
              >
                {t('notify.replace')}
              </Button>
            </>
          }
        >
          {t('notify.accountElsewhere')} <code className={classes.code}>{elsewhere}</code>
        </Notice>
      )}
      {other === undefined && <Relays />}
      {refused && other === undefined && (
        <p role="alert" className={classes.bad}>
          {noRelay ? t('notify.noRelay') : errorText(refused)}
        </p>
      )}
    </>
  );
}

/** As high as what comes: a button that moves under the pointer is not pressed. */
function Waiting() {
  const t = useT('telephony');
  return (
    <>
      <p className={classes.note}>{t('notify.text')}</p>
      <Skeleton height={320} />
    </>
  );
}

function Flags({ state }: { state: NotificationsState }) {
  const t = useT('telephony');
  return (
    <>
      <p className={state.ours ? classes.good : classes.dimmed}>
        {state.ours ? t('notify.ours') : state.url ? t('notify.theirs', { url: state.url }) : t('notify.none')}
      </p>
      <ul className={classes.list} style={{ display: 'grid', gap: 3, margin: '8px 0 12px' }}>
        {state.flags.map((flag) => (
          <Flag key={flag.name} {...flag} />
        ))}
        <li className={classes.flag}>
          {state.record === 'seen' ? (
            <IconCheck size={16} className={classes.good} aria-hidden />
          ) : (
            <IconX size={16} className={classes.dimmed} aria-hidden />
          )}
          <code>NOTIFY_RECORD</code>
          <span className={classes.dimmed}>{t(state.record === 'seen' ? 'notify.recordSeen' : 'notify.recordNotYet')}</span>
        </li>
        {state.account && newsOf(state.account).map((flag) => <Flag key={flag.name} {...flag} />)}
      </ul>
    </>
  );
}

type FlagState = NotificationsState['flags'][number];

function Flag({ name, on }: FlagState) {
  const t = useT('telephony');
  const Icon = on ? IconCheck : IconX;
  return (
    <li className={classes.flag}>
      <Icon size={16} className={on ? classes.good : classes.bad} aria-hidden />
      <code>{name.toUpperCase()}</code>
      <span className={on ? classes.dimmed : classes.bad}>
        {t(on ? 'notify.on' : name === 'speech_recognition' ? 'notify.speechOff' : 'notify.off')}
      </span>
    </li>
  );
}

type Account = NonNullable<NotificationsState['account']>;

/** What is no call: reported to us only if our address is the one. */
const newsOf = ({ ours, sms, callTracking, speechRecognition }: Account): FlagState[] => [
  { name: 'sms', on: ours && sms },
  { name: 'call_tracking', on: ours && callTracking },
  { name: 'speech_recognition', on: ours && speechRecognition },
];

const isWhole = (account: Account): boolean => newsOf(account).every(({ on }) => on);
