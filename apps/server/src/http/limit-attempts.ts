/** Counts attempts by key in a fixed window; remembers a bounded number of keys, the oldest go first. */
export type AttemptLimiter = {
  /** Seconds until this key may try again; 0 when it may now. */
  waitSeconds(key: string): number;
  note(key: string): void;
  forget(key: string): void;
};

const KEYS_MAX = 10_000;

/**
 * @param max - attempts allowed in one window.
 * @param windowSeconds - counted from the first attempt.
 */
export function limitAttempts({
  max,
  windowSeconds,
  now,
}: {
  max: number;
  windowSeconds: number;
  now: () => Date;
}): AttemptLimiter {
  const windows = new Map<string, { count: number; endsAt: number }>();
  const running = (key: string) => {
    const window = windows.get(key);
    return window && window.endsAt > +now() ? window : undefined;
  };
  return {
    waitSeconds: (key) => {
      const window = running(key);
      return window && window.count >= max ? Math.ceil((window.endsAt - +now()) / 1000) : 0;
    },
    note: (key) => {
      const window = running(key) ?? { count: 0, endsAt: +now() + windowSeconds * 1000 };
      windows.delete(key);
      windows.set(key, { ...window, count: window.count + 1 });
      if (windows.size > KEYS_MAX) windows.delete(windows.keys().next().value ?? '');
    },
    forget: (key) => {
      windows.delete(key);
    },
  };
}
