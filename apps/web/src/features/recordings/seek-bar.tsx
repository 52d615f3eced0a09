import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { durationText } from '../../lib/time/when.ts';
import classes from './player.module.css';
import { seekTarget } from './seek-target.ts';

type Props = { label: string; at: number; seconds: number | null; seek: (seconds: number) => void; children?: ReactNode };

/** Where in the recording: a slider for mouse, finger and keys. With a picture inside, or a plain line without one. */
export function SeekBar({ label, at, seconds, seek, children }: Props) {
  const t = useT('recordings');
  const bar = useRef<HTMLDivElement>(null);
  const share = seconds ? Math.min(1, at / seconds) : 0;

  const seekTo = ({ clientX }: PointerEvent) => {
    if (!bar.current || seconds === null) return;
    const { left, width } = bar.current.getBoundingClientRect();
    seek((Math.max(0, Math.min(width, clientX - left)) / width) * seconds);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const target = seekTarget(event, { at, seconds });
    if (target === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    seek(target);
  };
  return (
    <div
      ref={bar}
      role="slider"
      tabIndex={0}
      className={classes.bar}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.round(seconds ?? 0)}
      aria-valuenow={Math.round(at)}
      aria-valuetext={t('position', { at: durationText(at), of: durationText(seconds ?? 0) })}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        seekTo(event);
      }}
      onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seekTo(event)}
    >
      {children ?? (
        <div className={classes.line}>
          <div className={classes.done} style={{ width: `${share * 100}%` }} />
        </div>
      )}
    </div>
  );
}
