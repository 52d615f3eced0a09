import type { Recording } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { currentPhrase, speakerOf } from './current-phrase.ts';
import { soundUrl, transcriptQuery } from './recording-queries.ts';
import classes from './transcript.module.css';
import { deck, usePlayback } from './use-deck.ts';

type Props = { callId: string; recording: Recording; at?: number | undefined };

/** What was said, by whom: a click goes to its second, and what is heard just now is marked. */
export function TranscriptPhrases({ callId, recording: { n, seconds }, at: openedAt }: Props) {
  const t = useT('recordings');
  const { data, error, refetch } = useQuery(transcriptQuery(callId, n));
  const key = `${callId}/${n}`;
  const { at, state } = usePlayback(key);
  const list = useRef<HTMLOListElement>(null);
  const sound = { key, url: soundUrl(callId, n), seconds };
  const current = state === 'idle' ? -1 : currentPhrase(data?.phrases ?? [], at);

  const begin = useEffectEvent(() => openedAt !== undefined && deck.seek(sound, openedAt));
  useEffect(() => {
    begin();
  }, []);
  useEffect(() => {
    const row = list.current?.children[current];
    if (list.current && row instanceof HTMLElement) list.current.scrollTop = row.offsetTop - list.current.clientHeight / 3;
  }, [current]);

  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={120} />;
  if (data.phrases.length === 0) return <p className={classes.quiet}>{t('transcript.empty')}</p>;
  const jump = (second: number) => {
    deck.seek(sound, second);
    if (state !== 'playing' && state !== 'waiting') deck.toggle(sound);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a box that scrolls must be reachable by keys
    <ol ref={list} className={classes.phrases} aria-label={t('transcript.title')} tabIndex={0}>
      {data.phrases.map(({ channel, startSeconds, text }, i) => {
        const speaker = speakerOf(data.phrases, channel);
        const who = speaker === 0 ? undefined : t('transcript.speaker', { n: speaker });
        return (
          <li key={i} data-speaker={speaker} aria-current={i === current ? 'true' : undefined}>
            <button type="button" disabled={startSeconds === null} onClick={() => jump(startSeconds ?? 0)}>
              <span className={classes.when}>
                {startSeconds !== null && <span className="figures">{durationText(startSeconds)}</span>}
                {who && <span className={classes.who}>{who}</span>}
              </span>
              <span>{text}</span>
            </button>
          </li>
        );
      })}
    </ol>
  );
}
