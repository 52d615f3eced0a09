import { zoneOffsetMs } from './zone-offset.ts';

const WALL_CLOCK = /^(\d{4})-(\d\d)-(\d\d)[ T](\d\d):(\d\d):(\d\d)$/;
const DAY_MS = 86_400_000;

/**
 * The instant at which the clocks of a zone show this time (`2026-03-14 09:26:53`), `null` when it is no time.
 * A time that clocks show twice, or skip, in the night they change is the reading nearest to `near`.
 */
export function instantOfWallClock(wallClock: string, timezone: string, near: Date): Date | null {
  const match = WALL_CLOCK.exec(wallClock);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number);
  const asUtc = Date.UTC(year, month - 1, day, hour, minute, second);
  const offsets = [zoneOffsetMs(timezone, asUtc - DAY_MS), zoneOffsetMs(timezone, asUtc + DAY_MS)]; // before and after any change
  const candidates = offsets.map((offset) => ({
    instant: asUtc - offset,
    holds: zoneOffsetMs(timezone, asUtc - offset) === offset,
  }));
  const valid = candidates.filter(({ holds }) => holds);
  const distance = ({ instant }: { instant: number }): number => Math.abs(instant - +near);
  const [best] = (valid.length > 0 ? valid : candidates).toSorted((a, b) => distance(a) - distance(b));
  return best === undefined || Number.isNaN(best.instant) ? null : new Date(best.instant);
}
