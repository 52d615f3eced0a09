/** A call somebody asked for, for which the PBX has dialled nothing yet. */
export type OpenRequest = { id: string; extension: string; e164: string; requestedAt: Date };

/** What an event tells of a call that goes out. */
export type DialSign = {
  pbxCallId: string;
  /** `null` where the PBX names none: then the number alone decides. */
  extension: string | null;
  readings: readonly string[];
  /** When it was dialled, by our clock, by the PBX's, or both. */
  moments: readonly Date[];
};

export const ADOPTED_WITHIN_MS = 120_000;
/** Clocks of several machines, and `call_start` without a fraction. */
export const CLOCKS_APART_MS = 2_000;

/**
 * Which request each of these calls fulfils (3.7): the latest one before it of the same extension and number. Every request fulfils one
 * call, every call one request.
 */
export function matchRequests(signs: readonly DialSign[], open: readonly OpenRequest[]): Map<string, OpenRequest> {
  const matches = new Map<string, OpenRequest>();
  const taken = new Set<OpenRequest>();
  for (const sign of signs.toSorted((a, b) => earliest(a) - earliest(b))) {
    if (matches.has(sign.pbxCallId)) continue;
    const [best] = open
      .filter((request) => !taken.has(request) && fulfils(sign, request))
      .toSorted((a, b) => +b.requestedAt - +a.requestedAt);
    if (best === undefined) continue;
    taken.add(best);
    matches.set(sign.pbxCallId, best);
  }
  return matches;
}

const earliest = ({ moments }: DialSign): number => Math.min(...moments.map(Number));

function fulfils({ extension, readings, moments }: DialSign, request: OpenRequest): boolean {
  const isSame = readings.includes(request.e164) && (extension === null || extension === request.extension);
  return isSame && moments.some((at) => isInTime(+at - +request.requestedAt));
}

const isInTime = (after: number): boolean => after >= -CLOCKS_APART_MS && after <= ADOPTED_WITHIN_MS;
