import { useSyncExternalStore } from 'react';

const TICK_MS = 60_000;

// One clock for the whole page: a list of a hundred moments turns to "yesterday" at once.
let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  now = new Date();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) {
    now = new Date(); // nobody has looked for a while
    timer = setInterval(tick, TICK_MS);
  }
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** The time of day to the minute; the component draws itself again when it has passed. */
export function useNow(): Date {
  return useSyncExternalStore(subscribe, () => now);
}
