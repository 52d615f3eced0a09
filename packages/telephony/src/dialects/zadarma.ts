import type { CallEvent, WebhookEvent } from '@carillon/zadarma';
import type { CallFact } from '../call.ts';
import { instantOfWallClock } from '../time/instant-of-wall-clock.ts';
import { type AccountContext, isOwnLeg, ownNumber, party, seat, SHORT, shortExtension } from './parties.ts';

export type { AccountContext } from './parties.ts';
export { readCloudCall, readLeg, type CloudReading, type StatisticsLeg } from './zadarma-statistics.ts';

/** What the event itself doesn't say. */
export type DeliveryContext = AccountContext & {
  receivedAt: Date;
  /** It waited in the spool. */
  late: boolean;
  fingerprint: string;
};

export type TranslatedEvent = {
  fact: CallFact;
  pbxCallId: string;
  /** `null` where the event has no time of its own. */
  startedAt: Date | null;
  /** Its start lies more than 10 minutes from receipt: it may complete a call we know, and causes nothing else (F4). */
  stale: boolean;
  /** Whole minutes by which the start runs ahead of receipt, of events that mark a beginning: tells of a wrong zone (F7). */
  clockSkewMinutes: number | null;
};

type Timed = Exclude<CallEvent, { event: 'NOTIFY_RECORD' | 'NOTIFY_IVR' }>;
type TimedFact = Extract<CallFact, { startedAt: Date }>;

const STALE_MS = 10 * 60_000;
const BELIEVED_SKEW_MS = 5 * 60_000;

/**
 * The fact an event of the cloud tells, or `null` when it tells nothing of a call.
 * @see zadarma/api.md §4.5
 */
export function toFact(event: WebhookEvent, context: DeliveryContext): TranslatedEvent | null {
  switch (event.event) {
    case 'NOTIFY_START':
    case 'NOTIFY_INTERNAL':
    case 'NOTIFY_ANSWER':
    case 'NOTIFY_END':
    case 'NOTIFY_OUT_START':
    case 'NOTIFY_OUT_END':
      return timed(event, context);
    case 'NOTIFY_RECORD':
      return {
        fact: { ...about(context), kind: 'recorded', recordingId: event.callIdWithRec },
        pbxCallId: event.pbxCallId,
        startedAt: null,
        stale: false,
        clockSkewMinutes: null,
      };
    case 'NOTIFY_IVR': // a menu step tells nothing of who rang or talked
    case 'NUMBER_LOOKUP':
    case 'CALL_TRACKING':
    case 'SMS':
    case 'SPEECH_RECOGNITION':
    case 'DOCUMENT':
    case 'unrecognised':
      return null;
    default:
      return event satisfies never; // a new event must be decided here before it compiles
  }
}

function timed(event: Timed, context: DeliveryContext): TranslatedEvent {
  const { receivedAt, late, accountTimezone } = context;
  const told = instantOfWallClock(event.callStart, accountTimezone, receivedAt) ?? receivedAt;
  const skew = +told - +receivedAt;
  const begins = event.event === 'NOTIFY_START' || event.event === 'NOTIFY_OUT_START';
  const beginning = begins || event.event === 'NOTIFY_INTERNAL';
  const startedAt = begins && !late && Math.abs(skew) > BELIEVED_SKEW_MS ? receivedAt : told;
  return {
    fact: factOf(event, startedAt, context),
    pbxCallId: event.pbxCallId,
    startedAt,
    stale: Math.abs(skew) > STALE_MS,
    clockSkewMinutes: beginning ? Math.round(skew / 60_000) || 0 : null,
  };
}

function factOf(event: Timed, startedAt: Date, context: DeliveryContext): TimedFact {
  switch (event.event) {
    case 'NOTIFY_START':
      return { ...about(context), kind: 'arrived', ...inbound(event, startedAt, context) };
    case 'NOTIFY_INTERNAL':
      return {
        ...about(context),
        kind: 'rang',
        ...inbound(event, startedAt, context),
        ...seat(event.internal, context),
        transferFrom: shortExtension(event.transferFrom),
      };
    case 'NOTIFY_ANSWER':
      return answered(event, startedAt, context);
    case 'NOTIFY_END': {
      const last = seat(event.lastInternal, context);
      return {
        ...about(context),
        kind: 'hung-up',
        ...inbound(event, startedAt, context),
        ...seat(event.internal, context),
        lastExtension: last.extension,
        lastUserId: last.userId,
        ...result(event),
      };
    }
    case 'NOTIFY_OUT_START':
      return { ...about(context), kind: 'dialled', ...outbound(event, startedAt, context), ...seat(event.internal, context) };
    case 'NOTIFY_OUT_END':
      return {
        ...about(context),
        kind: 'dial-ended',
        ...outbound(event, startedAt, context),
        ...seat(event.internal, context),
        ...result(event),
      };
    default:
      return event satisfies never; // a new event of a call must be translated here before it compiles
  }
}

/** Direction isn't stated: the prefix of the id hints at it. Inbound, an empty `internal` may stand as a short `destination`. */
function answered(event: Extract<Timed, { event: 'NOTIFY_ANSWER' }>, startedAt: Date, context: DeliveryContext): TimedFact {
  const outgoing = event.pbxCallId.startsWith('out_');
  const tail = shortExtension(event.destination);
  const guessed = !outgoing && tail !== null && SHORT.test(tail) ? tail : null;
  return {
    ...about(context),
    kind: 'answered',
    startedAt,
    client: party(outgoing ? event.destination : event.callerId, context),
    transferFrom: shortExtension(event.transferFrom),
    ...seat(event.internal ?? guessed, context),
  };
}

function about({ receivedAt, fingerprint, late }: DeliveryContext): Pick<CallFact, 'at' | 'fingerprint' | 'source' | 'late'> {
  return { at: receivedAt, fingerprint, source: 'event', late };
}

function inbound(
  event: { callerId: string; calledDid: string; callType?: string | null },
  startedAt: Date,
  context: DeliveryContext,
) {
  const caller = party(event.callerId, context);
  return {
    startedAt,
    caller,
    did: ownNumber(event.calledDid, context) ?? event.calledDid,
    ownLeg: isOwnLeg(caller, event.callType ?? null, context),
  };
}

function outbound(
  event: { destination: string; callerId: string | null; callType: string | null },
  startedAt: Date,
  context: DeliveryContext,
) {
  const destination = party(event.destination, context);
  return {
    startedAt,
    destination,
    did: ownNumber(event.callerId ?? '', context),
    callType: event.callType,
    ownLeg: isOwnLeg(destination, event.callType, context),
  };
}

function result(event: {
  disposition: string;
  durationSeconds: number;
  statusCode: number | null;
  isRecorded: boolean;
  callIdWithRec: string | null;
}) {
  return {
    disposition: event.disposition,
    talkSeconds: event.durationSeconds,
    statusCode: event.statusCode,
    recorded: event.isRecorded,
    recordingId: event.callIdWithRec,
  };
}
