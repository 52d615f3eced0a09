const LOOK_MS = 5;
const LOOK_COUNTS_MS = 15;

/** How many milliseconds this takes of a machine that runs us: what a busy one withholds is nobody's promise. */
export async function awakeMs(work: () => Promise<unknown>): Promise<number> {
  let ms = 0;
  let before = performance.now();
  const look = (): void => {
    const now = performance.now();
    ms += Math.min(now - before, LOOK_COUNTS_MS);
    before = now;
  };
  const looking = setInterval(look, LOOK_MS);
  await work().finally(() => clearInterval(looking));
  look();
  return ms;
}
