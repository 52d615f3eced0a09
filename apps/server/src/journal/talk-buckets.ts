/** How long was talked, in steps: the first second of each. The function `talk_steps` of migration 0032 says the same. */
const TALK_BUCKETS = [
  0, 1, 2, 3, 4, 5, 6, 10, 11, 15, 16, 20, 21, 30, 31, 45, 46, 60, 61, 90, 91, 120, 121, 180, 181, 240, 241, 300, 301, 420, 421,
  600, 601, 900, 901, 1200, 1201, 1800, 1801, 3600, 3601, 7200, 7201,
];

type Length = { minSeconds?: number | undefined; maxSeconds?: number | undefined };

/** The steps that lie wholly within a length, and those that touch it, by the keys of the roll-ups. */
export function talkBuckets({ minSeconds = 0, maxSeconds = Number.POSITIVE_INFINITY }: Length): {
  within: string[];
  touched: string[];
} {
  const buckets = TALK_BUCKETS.map((first, n) => ({ first, last: (TALK_BUCKETS[n + 1] ?? Number.POSITIVE_INFINITY) - 1 }));
  const touched = buckets.filter(({ first, last }) => last >= minSeconds && first <= maxSeconds);
  const within = touched.filter(({ first, last }) => first >= minSeconds && last <= maxSeconds);
  const keys = (some: typeof buckets): string[] => some.map(({ first }) => String(first));
  return { within: keys(within), touched: keys(touched) };
}

/** From the first second of a step on, and below the first one of a later step (null = without end). */
type Steps = { from: number; below: number | null };

/** The same as two bounds; `null` = no step. */
export function talkSteps(length: Length): { within: Steps | null; touched: Steps | null } {
  const { within, touched } = talkBuckets(length);
  return { within: boundsOf(within), touched: boundsOf(touched) };
}

function boundsOf(keys: readonly string[]): Steps | null {
  const [first, last] = [keys[0], keys.at(-1)];
  if (first === undefined || last === undefined) return null;
  return { from: Number(first), below: TALK_BUCKETS[TALK_BUCKETS.indexOf(Number(last)) + 1] ?? null };
}
