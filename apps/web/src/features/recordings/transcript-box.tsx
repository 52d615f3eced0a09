import type { Recording } from '@carillon/contract';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { type KeyOf, useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { askForTranscript } from './recording-queries.ts';
import { TranscriptPhrases } from './transcript-phrases.tsx';
import classes from './transcript.module.css';

type Props = { callId: string; recording: Recording /** The second it is opened at. */; at?: number | undefined };

/** The words of a recording, below its player (5.11): they are asked for, on their way, here to be read, or it is said why not. */
export function TranscriptBox({ callId, recording, at }: Props) {
  const t = useT('recordings');
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(at !== undefined);
  const { n, transcript, may } = recording;
  const ask = useMutation({
    mutationFn: () => askForTranscript(callId, n),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['calls'] }),
  });
  const reason = transcript?.reason ? t(`transcript.reason.${transcript.reason}` as KeyOf<'recordings'>) : ''; // one newer than these pages comes back as its key
  if (transcript === null && !may.transcribe) return null;
  return (
    <div className={classes.box}>
      <div className={classes.head}>
        {transcript?.state === 'preparing' && <span role="status">{t('transcript.preparing')}</span>}
        {transcript?.state === 'unavailable' && <span>{t('transcript.unavailable')}</span>}
        {reason !== '' && !reason.startsWith('transcript.') && <span className={classes.quiet}>{reason}</span>}
        {transcript?.state === 'ready' && (
          <Button size="compact-sm" variant="subtle" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t(open ? 'transcript.hide' : 'transcript.show')}
          </Button>
        )}
        {may.transcribe && (
          <Button size="compact-sm" variant="default" loading={ask.isPending} onClick={() => ask.mutate()}>
            {t(transcript === null ? 'transcript.ask' : 'retry')}
          </Button>
        )}
      </div>
      {ask.error && (
        <p role="alert" className={classes.failed}>
          {errorText(ask.error)}
        </p>
      )}
      {transcript?.state === 'ready' && open && <TranscriptPhrases key={at} callId={callId} recording={recording} at={at} />}
    </div>
  );
}
