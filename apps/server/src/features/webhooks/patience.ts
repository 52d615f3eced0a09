const TICK_MS = 20;
const TICK_COUNTS_MS = 30; // at most, however late it comes
const STRETCH = 4; // 180 ms never become more than 720: nobody knows the provider's own patience, and the caller hears silence

/**
 * Calls `giveUp` when `ms` have passed in which this process could have heard an answer. On a machine that gives it no time, a clock
 * alone would find the time over although the answer lies in the socket: so a delay of our own counts as one tick, and at the end
 * the socket is looked at once more.
 *
 * @returns calls it off.
 */
export function startPatience(ms: number, giveUp: () => void): () => void {
  const started = performance.now();
  let heard = 0;
  let before = started;
  let timer: NodeJS.Timeout | undefined;
  let lastLook: NodeJS.Immediate | undefined;
  const wait = (): void => void (timer = setTimeout(tick, Math.min(TICK_MS, ms - heard)));
  const tick = (): void => {
    const now = performance.now();
    heard += Math.min(now - before, TICK_COUNTS_MS);
    before = now;
    if (heard < ms && now - started < ms * STRETCH) wait();
    else lastLook = setImmediate(giveUp); // timers run before the sockets are read, this after it
  };
  wait();
  return () => {
    clearTimeout(timer);
    clearImmediate(lastLook);
  };
}
