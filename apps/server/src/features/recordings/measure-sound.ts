import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { RecordingPeaks } from '@carillon/contract';
import { besides, startWorker } from '../../jobs/start-worker.ts';

export type SoundTask = { path: string; mediaType: string };

const PATIENCE_MS = 10 * 60_000;

/** Length and waveform of a sound, decoded in a thread of its own; `null` when it can't be decoded: it may still be heard. */
export async function measureSound(task: SoundTask, signal: AbortSignal): Promise<RecordingPeaks | null> {
  const worker = startWorker(besides(import.meta.url, 'sound-worker'), task);
  const over = new AbortController();
  const stop = AbortSignal.any([signal, over.signal]);
  try {
    const told = once(worker, 'message', { signal: stop }).then(([message]) => message as RecordingPeaks | null); // what sound-worker.ts sends
    const late = wait(PATIENCE_MS, null, { signal: stop, ref: false });
    return await Promise.race([told, late]);
  } catch {
    signal.throwIfAborted();
    return null;
  } finally {
    over.abort();
    await worker.terminate();
  }
}
