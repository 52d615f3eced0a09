import { Temporal } from 'temporal-polyfill';

/** Zones change their offset only at whole quarters of an hour. */
const QUARTER_MS = 15 * 60_000;
const CACHED_MAX = 2_000;
const cached = new Map<string, number>(); // remembers pure answers only: the time zone database is slow to ask

/** What a zone's clocks are ahead of UTC at an instant, in milliseconds. Of a zone nobody knows: 0. */
export function zoneOffsetMs(timezone: string, instantMs: number): number {
  const quarter = Math.floor(instantMs / QUARTER_MS);
  const key = `${timezone} ${quarter}`;
  const known = cached.get(key);
  if (known !== undefined) return known;
  if (cached.size >= CACHED_MAX) cached.clear();
  const offset = lookUp(timezone, quarter * QUARTER_MS);
  cached.set(key, offset);
  return offset;
}

/** Whether this is an IANA zone that can be computed with. */
export function isTimezone(timezone: string): boolean {
  try {
    return new Temporal.ZonedDateTime(0n, timezone).timeZoneId !== '';
  } catch {
    return false;
  }
}

function lookUp(timezone: string, instantMs: number): number {
  try {
    return new Temporal.ZonedDateTime(BigInt(instantMs) * 1_000_000n, timezone).offsetNanoseconds / 1e6;
  } catch {
    return 0;
  }
}
