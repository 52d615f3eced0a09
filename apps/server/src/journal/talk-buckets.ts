/** How long was talked, in steps: the first second of each. The function `talk_bucket` of migration 0026 says the same. */
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
