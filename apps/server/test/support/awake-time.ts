const LOOK_MS = 5;
const LOOK_COUNTS_MS = 15;

/**
 * How many milliseconds `work` takes of a machine that runs us. A busy one holds a process up for longer than anything here may
 * take; what it withholds is nobody's promise.
 */
export async function awakeTime<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }> {
  let ms = 0;
  let before = performance.now();
  const look = (): void => {
    const now = performance.now();
    ms += Math.min(now - before, LOOK_COUNTS_MS);
    before = now;
  };
  const looking = setInterval(look, LOOK_MS);
  const result = await work().finally(() => clearInterval(looking));
  look();
  return { result, ms };
}
