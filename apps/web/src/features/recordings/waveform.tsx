import { useEffect, useRef } from 'react';
import WaveSurfer from 'wavesurfer.js';
import classes from './player.module.css';
import { deck } from './use-deck.ts';

type Props = { sound: string; peaks: readonly number[]; seconds: number; moving: boolean; at: number };

/** The picture of a recording, drawn from its stored peaks: nothing of the sound is fetched for it. A picture only; the slider around it is what is used. */
export default function Waveform({ sound, peaks, seconds, moving, at }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const wave = useRef<WaveSurfer>(null);

  useEffect(() => {
    if (!box.current) return undefined;
    const { color, caretColor } = getComputedStyle(box.current); // a canvas knows no CSS variables
    const drawn = WaveSurfer.create({
      container: box.current,
      peaks: [[...peaks]],
      duration: seconds,
      height: 'auto',
      waveColor: color,
      progressColor: caretColor,
      cursorWidth: 0,
      barWidth: 2,
      barGap: 1,
      barRadius: 1,
      normalize: true,
      interact: false,
      hideScrollbar: true,
    });
    drawn.on('ready', () => drawn.setTime(deck.positionOf(sound)));
    wave.current = drawn;
    return () => {
      wave.current = null;
      drawn.destroy();
    };
  }, [sound, peaks, seconds]);

  useEffect(() => {
    if (!moving) return wave.current?.setTime(at);
    let frame = requestAnimationFrame(function follow() {
      wave.current?.setTime(deck.positionOf(sound));
      frame = requestAnimationFrame(follow);
    });
    return () => cancelAnimationFrame(frame);
  }, [sound, moving, at]);

  return <div ref={box} className={classes.wave} aria-hidden />;
}
