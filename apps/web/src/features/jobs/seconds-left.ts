const DONE_MIN = 20;

type Progress = { done: number; total: number | null; since: Date; now: Date };

/** Seconds until the work is done at the pace so far; undefined while that is guesswork. */
export function secondsLeft({ done, total, since, now }: Progress): number | undefined {
  if (total === null || done < DONE_MIN || done >= total) return undefined;
  const passed = (+now - +since) / 1000;
  return Math.ceil((passed / done) * (total - done));
}
