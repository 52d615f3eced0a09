import { zoneOffsetMs } from '../time/zone-offset.ts';

/**
 * One thing that bears on whether a caller waits to be called back. `told` is when we heard of it: the PBX tells moments in whole
 * seconds, and within one the order of hearing is all there is.
 */
export type CallerEvent = { at: Date; told: Date } & (
  | { kind: 'missed'; callId: string }
  | { kind: 'talked' | 'attempted'; callId: string; userId: string | null }
  | { kind: 'done'; userId: string | null } /** A person said so. */
);

export type WaitEnd = {
  at: Date;
  because: 'talked' | 'not-reached' | 'done';
  userId: string | null;
  callId: string | null;
};

/** One caller's wait: from the first missed call until somebody talked with them, or people gave up. */
export type Wait = {
  /** The missed calls, by time. */
  callIds: readonly string[];
  /** The missed call that began it, or began it again. */
  since: Date;
  lastAt: Date;
  /** `null`: the caller still waits. */
  end: WaitEnd | null;
};

const ATTEMPTS_ENOUGH = 3;
const ATTEMPT_DAYS_ENOUGH = 2;
const DAY_MS = 86_400_000;

/**
 * The waits of one number, by time; only the last can be open. A function of the set of events: any order and any repeats tell the same.
 * Three attempts on two days or more end a wait as "not reached"; the next missed call begins that one again (9.5).
 *
 * @param timezone - IANA zone in which attempts have their day.
 */
export function tellWaits(events: readonly CallerEvent[], timezone: string): Wait[] {
  const waits: Wait[] = [];
  let attempts: Date[] = [];
  for (const event of distinct(events)) {
    const last = waits.at(-1);
    if (event.kind === 'missed') {
      if (last === undefined || (last.end !== null && last.end.because !== 'not-reached')) waits.push(begun(event));
      else waits[waits.length - 1] = goneOn(last, event);
      if (last?.end !== null) attempts = [];
    } else if (last !== undefined && canEnd(last, event)) {
      if (event.kind === 'attempted') attempts.push(event.at);
      const end = endBy(event, attempts, timezone);
      if (end !== null) waits[waits.length - 1] = { ...last, end };
    }
  }
  return waits;
}

/** Who was given up as "not reached" may still be talked with. */
function canEnd({ end }: Wait, { kind }: CallerEvent): boolean {
  return end === null || (end.because === 'not-reached' && kind !== 'attempted');
}

function begun({ at, callId }: { at: Date; callId: string }): Wait {
  return { callIds: [callId], since: at, lastAt: at, end: null };
}

function goneOn({ callIds, since, end }: Wait, { at, callId }: { at: Date; callId: string }): Wait {
  return { callIds: [...callIds, callId], since: end === null ? since : at, lastAt: at, end: null };
}

function endBy(event: Exclude<CallerEvent, { kind: 'missed' }>, attempts: readonly Date[], timezone: string): WaitEnd | null {
  const { at, userId } = event;
  if (event.kind === 'done') return { at, because: 'done', userId, callId: null };
  if (event.kind === 'talked') return { at, because: 'talked', userId, callId: event.callId };
  const days = new Set(attempts.map((attempt) => Math.floor((+attempt + zoneOffsetMs(timezone, +attempt)) / DAY_MS)));
  const enough = attempts.length >= ATTEMPTS_ENOUGH && days.size >= ATTEMPT_DAYS_ENOUGH;
  return enough ? { at, because: 'not-reached', userId, callId: event.callId } : null;
}

const RANK = { missed: 0, attempted: 1, talked: 2, done: 3 } as const;

const secondOf = ({ at }: CallerEvent): number => Math.floor(+at / 1000);

/** Each once, by time; of one moment a missed call comes first, so that what answers it does. */
function distinct(events: readonly CallerEvent[]): CallerEvent[] {
  const nameOf = (event: CallerEvent): string => ('callId' in event ? event.callId : `${event.userId}`);
  const sorted = events.toSorted(
    (a, b) =>
      secondOf(a) - secondOf(b) ||
      +a.told - +b.told ||
      RANK[a.kind] - RANK[b.kind] ||
      (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0),
  );
  const told = new Set<string>();
  return sorted.filter((event) => {
    const key = `${event.kind} ${+event.at} ${nameOf(event)}`;
    return !told.has(key) && told.add(key);
  });
}
