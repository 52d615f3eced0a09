import type { RecordingPeaks } from '@carillon/contract';
import { besides, startWorker } from '../../jobs/start-worker.ts';

export type Sound = { path: string; mediaType: string };
export type SoundTask = Sound & { id: number };
export type SoundResult = { id: number; sound: RecordingPeaks | null };

export type SoundMeter = {
  /** Length and waveform, decoded in a thread of its own; `null` when it can't be decoded: it may still be heard. */
  measure: (sound: Sound, signal: AbortSignal) => Promise<RecordingPeaks | null>;
  close: () => Promise<void>;
};

const PATIENCE_MS = 10 * 60_000;

/** One thread for all sounds, begun with the first one: a decoder takes longer to start than to hear a short talk. */
export function openSoundMeter(): SoundMeter {
  const waiting = new Map<number, (sound: RecordingPeaks | null) => void>();
  let worker: ReturnType<typeof startWorker> | undefined;
  let last = 0;
  const stop = async (): Promise<void> => {
    const [old] = [worker, (worker = undefined)];
    for (const tell of waiting.values()) tell(null);
    await old?.terminate();
  };
  const begin = (): ReturnType<typeof startWorker> => {
    const made = startWorker(besides(import.meta.url, 'sound-worker'), null);
    made.unref();
    made.on('message', ({ id, sound }: SoundResult) => waiting.get(id)?.(sound)); // what sound-worker.ts sends
    made.on('error', () => void stop()); // a sound that breaks the decoder breaks no more than its waveform
    return made;
  };
  return {
    measure: async (sound, signal) => {
      const id = (last += 1);
      const over = new AbortController();
      const late = setTimeout(() => void stop(), PATIENCE_MS).unref();
      const result = await new Promise<RecordingPeaks | null>((resolve) => {
        waiting.set(id, resolve);
        signal.addEventListener('abort', () => resolve(null), { signal: over.signal });
        worker ??= begin();
        const task: SoundTask = { id, ...sound };
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker thread, no window
        worker.postMessage(task);
      });
      waiting.delete(id);
      clearTimeout(late);
      over.abort();
      signal.throwIfAborted();
      return result;
    },
    close: stop,
  };
}
