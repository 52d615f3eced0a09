import type { Recording } from '@carillon/contract';
import { Button, Skeleton } from '@mantine/core';
import { IconMicrophoneOff, IconProgress } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type KeyOf, useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from './player.module.css';
import { recordingsQuery, retryRecording } from './recording-queries.ts';
import { RecordingPlayer } from './recording-player.tsx';
import { TranscriptBox } from './transcript-box.tsx';

type Props = {
  callId: string /** Begins with the first one that is ready. */;
  autoPlay?: boolean /** The place it is opened at. */;
  at?: { n: number; seconds: number } | undefined;
};

/** Every recording of a call (5.6): a player, or in words why there is none. */
export function CallRecordings({ callId, autoPlay = false, at }: Props) {
  const t = useT('recordings');
  const { data, error, refetch } = useQuery(recordingsQuery(callId));
  const leads = useMe().role !== 'agent'; // who may ask for the words has a button below
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data)
    return (
      <div className={classes.list}>
        <Skeleton className={classes.loading} data-text={leads || undefined} />
      </div>
    );
  const several = data.items.length > 1;
  const first = data.items.find(({ state }) => state === 'ready');
  return (
    <ul className={classes.list}>
      {data.items.map((recording) => {
        const label = several ? t('numbered', { n: recording.n }) : t('recording');
        return (
          <li key={recording.n}>
            {several && <div className={classes.label}>{label}</div>}
            {recording.state === 'ready' && recording.may.listen ? (
              <>
                <RecordingPlayer callId={callId} recording={recording} label={label} autoPlay={autoPlay && recording === first} />
                <TranscriptBox
                  key={at?.seconds}
                  callId={callId}
                  recording={recording}
                  at={at?.n === recording.n ? at.seconds : undefined}
                />
              </>
            ) : (
              <Unheard callId={callId} recording={recording} />
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** A recording that can't be played: why, and what can be done about it. */
function Unheard({ callId, recording: { n, state, reason, may } }: { callId: string; recording: Recording }) {
  const t = useT('recordings');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const retry = useMutation({
    mutationFn: () => retryRecording(callId, n),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['calls'] }),
  });
  const words = reason === null ? '' : t(`reason.${reason}` as KeyOf<'recordings'>); // a reason newer than these pages comes back as its key
  const Icon = state === 'preparing' ? IconProgress : IconMicrophoneOff;
  return (
    <div className={classes.unheard}>
      <Icon size={18} stroke={1.6} aria-hidden />
      <div className={classes.words}>
        {state === 'ready' ? t('notYours') : t(state)}
        {words !== '' && !words.startsWith('reason.') && <span className={classes.quiet}> {words}</span>}
      </div>
      {may.retry && (
        <Button size="compact-sm" variant="default" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t('retry')}
        </Button>
      )}
      {retry.error && (
        <p role="alert" className={classes.failed}>
          {errorText(retry.error)}
        </p>
      )}
    </div>
  );
}
