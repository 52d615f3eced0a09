import type { Disposition, Ending, Exchange, Leg, StatisticsRow } from './call.ts';

/** A telephone that begins to ring (or to call) now. */
export function openLeg(
  exchange: Exchange,
  { party, side, transferFrom = null }: Pick<Leg, 'party' | 'side'> & { transferFrom?: string | null },
): Leg {
  return {
    callId: exchange.newLegId(),
    party,
    side,
    startedAt: exchange.clock.now(),
    answeredAt: null,
    endedAt: null,
    disposition: null,
    seconds: 0,
    recorded: false,
    transferFrom,
  };
}

export const isRinging = (leg: Leg): boolean => leg.answeredAt === null && leg.endedAt === null;
export const isTalking = (leg: Leg): boolean => leg.answeredAt !== null && leg.endedAt === null;

/** The leg stops. A leg that talked was answered whatever ended it. */
export function closeLeg(leg: Leg, at: Date, disposition: Disposition): void {
  if (leg.endedAt) return;
  leg.endedAt = at;
  leg.disposition = leg.answeredAt ? 'answered' : disposition;
}

/** Fills the legs' whole seconds of talk so that they add up to the whole seconds of the conversation. Returns that sum. */
export function countTalk(legs: readonly Leg[]): number {
  const talks = legs
    .filter((leg) => leg.answeredAt && leg.endedAt)
    .toSorted((a, b) => Number(a.answeredAt) - Number(b.answeredAt));
  const start = talks[0]?.answeredAt?.getTime() ?? 0;
  const since = (at: Date | null): number => Math.floor(((at?.getTime() ?? start) - start) / 1000);
  for (const leg of talks) leg.seconds = since(leg.endedAt) - since(leg.answeredAt);
  return talks.reduce((sum, leg) => sum + leg.seconds, 0);
}

/** How a whole call ended: `answered` as soon as anybody talked. */
export function overallEnding(legs: readonly Leg[], ending: Ending): Ending {
  return legs.some((leg) => leg.answeredAt) ? { disposition: 'answered', cause: 16 } : ending;
}

/** One row for each leg; a call that reached nobody has one row of extension 0. */
export function rowsOf(
  legs: readonly Leg[],
  call: Pick<StatisticsRow, 'pbxCallId' | 'caller' | 'destination'>,
  empty: StatisticsRow,
): StatisticsRow[] {
  if (legs.length === 0) return [empty];
  return legs.map((leg) => ({
    ...call,
    callId: leg.callId,
    extension: leg.side === 'company' ? leg.party : empty.extension,
    startedAt: leg.startedAt,
    disposition: leg.disposition ?? 'failed',
    seconds: leg.seconds,
    recorded: leg.recorded,
  }));
}

/**
 * Keeps the recordings of the legs that were recorded and tells of each when it can be fetched.
 *
 */
export function keepRecordings(exchange: Exchange, pbxCallId: string, legs: readonly { leg: Leg; extension: string }[]): void {
  const { behaviour, clock, recordings } = exchange;
  for (const { leg, extension } of legs) {
    if (!leg.recorded) continue;
    const seconds = Math.max(1, leg.seconds);
    const { min, max } = behaviour.recordDelaySeconds;
    const spread = Number.parseInt(leg.callId.slice(-3), 10) / 1000; // from the leg's own id: no draw from a shared stream
    const delayMs = behaviour.recordBeforeEnd ? 0 : Math.round((min + (max - min) * spread) * 1000);
    const availableAt = new Date(clock.now().getTime() + delayMs);
    recordings.add({
      callId: leg.callId,
      pbxCallId,
      extension,
      startedAt: leg.answeredAt ?? leg.startedAt,
      seconds,
      availableAt,
    });
    const tell = (): void => exchange.notify({ event: 'NOTIFY_RECORD', call_id_with_rec: leg.callId, pbx_call_id: pbxCallId });
    if (delayMs === 0) tell();
    else clock.schedule(delayMs, tell);
  }
}
