import type { Instruction, WaitForDigits } from '../reply.ts';

/** A caller who is asked to press keys. */
export type Listening = { press(digits: string): void };

type Surroundings = {
  playbackSeconds: number;
  after: (seconds: number, task: () => void) => void;
  /** Told once: the fields of NOTIFY_IVR, and what already happens because nothing was pressed. */
  heard: (fields: Record<string, string>, fallback: Instruction | null) => void;
};

/** Collects keys until there are enough or time is up; every attempt plays again and waits again. */
export function listenForDigits(wait: WaitForDigits, { playbackSeconds, after, heard }: Surroundings): Listening {
  let pressed = '';
  let done = false;
  const finish = (fields: Record<string, string>, fallback: Instruction | null): void => {
    if (done) return;
    done = true;
    heard({ 'wait_dtmf[name]': wait.name, 'wait_dtmf[digits]': pressed, ...fields }, fallback);
  };
  after((playbackSeconds + wait.timeoutSeconds) * wait.attempts, () => {
    if (pressed === '') finish({ 'wait_dtmf[default_behaviour]': '1' }, wait.fallback);
    else finish({}, null);
  });
  return {
    press(digits) {
      pressed = `${pressed}${digits.replace(/[^0-9*#]/g, '')}`.slice(0, wait.maxDigits);
      if (pressed.length >= wait.maxDigits) finish({}, null);
    },
  };
}
