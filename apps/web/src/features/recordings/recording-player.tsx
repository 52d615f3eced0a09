import type { Recording } from '@carillon/contract';
import { ActionIcon, Loader, NativeSelect, useComputedColorScheme } from '@mantine/core';
import {
  IconDownload,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward10,
  IconRewindForward10,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, Suspense, lazy, useEffect, useEffectEvent } from 'react';
import { useLanguage, useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import { DeleteRecording } from './delete-recording.tsx';
import classes from './player.module.css';
import { downloadUrl, peaksQuery, soundUrl } from './recording-queries.ts';
import { SeekBar } from './seek-bar.tsx';
import { SKIP_SECONDS, seekTarget } from './seek-target.ts';
import { SPEEDS, speedText } from './speed.ts';
import { deck, usePlayback, useSpeed } from './use-deck.ts';

const Waveform = lazy(() => import('./waveform.tsx')); // wavesurfer.js comes with the first player, not with the page

type Props = { callId: string; recording: Recording; label: string; autoPlay?: boolean };

/** Plays one recording: space, arrows, speed; a waveform when there is one. What played before falls silent. */
export function RecordingPlayer({ callId, recording, label, autoPlay = false }: Props) {
  const t = useT('recordings');
  const { n, may, hasPeaks } = recording;
  const key = `${callId}/${n}`;
  const sound = { key, url: soundUrl(callId, n), seconds: recording.seconds };
  const { state, at, seconds: heard } = usePlayback(key);
  const { data: picture } = useQuery({ ...peaksQuery(callId, n), enabled: hasPeaks });
  const scheme = useComputedColorScheme(); // the picture is drawn anew in the other colours
  const seconds = heard ?? picture?.seconds ?? recording.seconds;
  const running = state === 'playing' || state === 'waiting';

  const begin = useEffectEvent(() => !running && deck.toggle(sound));
  useEffect(() => {
    if (autoPlay) begin();
  }, [autoPlay]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement && event.currentTarget.contains(event.target))) return; // in its dialog
    if (event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === ' ' && !event.target.closest('button, a')) deck.toggle(sound);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') deck.seek(sound, seekTarget(event, { at, seconds }) ?? at);
    else return;
    event.preventDefault();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its buttons and slider have the focus; their keys are heard here
    <div role="group" aria-label={label} className={classes.player} onKeyDown={onKeyDown}>
      <ActionIcon size={34} radius="xl" aria-label={t(running ? 'pause' : 'play')} onClick={() => deck.toggle(sound)}>
        {state === 'waiting' && <Loader size={15} color="currentColor" />}
        {state === 'playing' && <IconPlayerPauseFilled size={17} />}
        {!running && <IconPlayerPlayFilled size={17} />}
      </ActionIcon>
      <div className={classes.middle}>
        <SeekBar label={t('where')} at={at} seconds={seconds} seek={(to) => deck.seek(sound, to)}>
          {picture && picture.peaks.length > 0 && seconds !== null && (
            <Suspense fallback={<div className={classes.wave} />}>
              <Waveform key={scheme} sound={key} peaks={picture.peaks} seconds={seconds} moving={state === 'playing'} at={at} />
            </Suspense>
          )}
        </SeekBar>
      </div>
      <div className={classes.tools}>
        <span className={classes.time}>
          {durationText(at)} / {seconds === null ? '–:––' : durationText(seconds)}
        </span>
        <Tool
          label={t('back', { seconds: SKIP_SECONDS })}
          press={() => deck.skip(sound, -SKIP_SECONDS)}
          icon={IconRewindBackward10}
        />
        <Tool
          label={t('forward', { seconds: SKIP_SECONDS })}
          press={() => deck.skip(sound, SKIP_SECONDS)}
          icon={IconRewindForward10}
        />
        <SpeedSelect />
        {may.download && (
          <ActionIcon
            component="a"
            href={downloadUrl(callId, n)}
            download
            variant="subtle"
            color="gray"
            aria-label={t('download')}
            title={t('download')}
          >
            <IconDownload size={18} stroke={1.6} />
          </ActionIcon>
        )}
        {may.delete && <DeleteRecording callId={callId} n={n} />}
      </div>
      {state === 'failed' && (
        <p role="alert" className={classes.failed}>
          {t('playFailed')}
        </p>
      )}
    </div>
  );
}

function Tool({ label, press, icon: Icon }: { label: string; press: () => void; icon: typeof IconRewindForward10 }) {
  return (
    <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} onClick={press}>
      <Icon size={18} stroke={1.6} />
    </ActionIcon>
  );
}

/** The same speed for all recordings, remembered in this browser. */
function SpeedSelect() {
  const t = useT('recordings');
  const language = useLanguage();
  const speed = useSpeed();
  return (
    <NativeSelect
      size="xs"
      variant="unstyled"
      className={classes.speed}
      aria-label={t('speed')}
      data={SPEEDS.map((value) => ({ value: String(value), label: speedText(value, language) }))}
      value={String(speed)}
      onChange={({ currentTarget: { value } }) => deck.setSpeed(SPEEDS.find((one) => String(one) === value) ?? speed)}
    />
  );
}
