import type { DialAbout, DialTarget, DialWarning, LiveCall, LiveMessage, NotPlaced } from '@carillon/contract';
import type { ApiErrorCode } from '../../lib/api.ts';

/** Whom to call. The server reads the number; which of my phones rings is its business, too (3.3). */
export type Wanted = {
  number: string;
  /** An extension behind the number: dialled by hand after the answer. */
  suffix?: string | null | undefined;
  name?: string | undefined;
  /** What the call is started from. */
  about?: DialAbout | undefined;
};

/** Why no call came of it; the page has words for each. */
export type Refusal = {
  code: ApiErrorCode | NonNullable<DialTarget['refusal']>;
  /** The provider's own words, or how many seconds to wait. */
  detail: string;
  /** When it is worth another try, in milliseconds of the server's clock. */
  until: number | null;
  /** The call that will not be, where it was written down. */
  callId?: string | undefined;
};

/** `until` in milliseconds of the server's clock: so long nobody of mine sends another request (3.4, 3.5). */
export type DialState =
  | { phase: 'idle' }
  | { phase: 'warned'; target: Wanted; warnings: readonly DialWarning[] }
  | { phase: 'asking'; target: Wanted; until: number; started: readonly string[] /** Another tab asks. */; elsewhere: boolean }
  | { phase: 'requested'; target: Wanted; until: number; callId: string }
  | { phase: 'unknown'; target: Wanted; until: number }
  | { phase: 'refused'; target: Wanted; refusal: Refusal }
  | { phase: 'not-placed'; target: Wanted; until: number; callId: string };

export type DialEvent =
  | { kind: 'asked'; target: Wanted; at: number }
  | { kind: 'warned'; warnings: readonly DialWarning[] }
  | { kind: 'accepted'; callId: string; suffix: string | null; until: number | null; at: number }
  | { kind: 'refused'; target: Wanted; refusal: Refusal }
  | { kind: 'locked'; callId: string; number: string; until: number }
  | { kind: 'unknown'; at: number }
  | { kind: 'message'; message: LiveMessage; me: string }
  | { kind: 'heard'; state: DialState }
  | { kind: 'tick'; at: number }
  | { kind: 'closed' };

export const IDLE: DialState = { phase: 'idle' };
const LOCK_MS = 45_000;
const NOT_PLACED_TOLD_MS = 600_000;
const ANSWER_WITHIN_MS = 60_000; // of the request itself: a tab that was closed meanwhile locks the others no longer

/** True while another request would be a second call. */
export function isLocked(state: DialState, at: number): boolean {
  return (state.phase === 'asking' || state.phase === 'requested' || state.phase === 'unknown') && at < state.until;
}

/** What this browser knows of my click after an event. Pure and total. */
export function dialAfter(state: DialState, event: DialEvent): DialState {
  switch (event.kind) {
    case 'asked':
      return { phase: 'asking', target: event.target, until: event.at + ANSWER_WITHIN_MS, started: [], elsewhere: false };
    case 'warned':
      return state.phase === 'asking' ? { phase: 'warned', target: state.target, warnings: event.warnings } : state;
    case 'accepted':
      return accepted(state, event);
    case 'refused':
      return { phase: 'refused', target: event.target, refusal: event.refusal };
    case 'locked':
      if (state.phase !== 'idle') return state;
      return { phase: 'requested', target: { number: event.number }, callId: event.callId, until: event.until };
    case 'unknown':
      return state.phase === 'asking' ? { phase: 'unknown', target: state.target, until: event.at + LOCK_MS } : state;
    case 'message':
      return afterMessage(state, event.message, event.me);
    case 'heard':
      return heard(state, event.state);
    case 'tick':
      return isOver(state, event.at) ? IDLE : state;
    case 'closed':
      return isRead(state) ? IDLE : state;
    default:
      return event satisfies never;
  }
}

/** The click that an event tells of as placed; `''` for none. */
export function clickOf(event: DialEvent): string {
  if (event.kind === 'accepted' || event.kind === 'locked') return event.callId;
  return event.kind === 'heard' && event.state.phase === 'requested' ? event.state.callId : '';
}

function accepted(state: DialState, { callId, suffix, until, at }: Extract<DialEvent, { kind: 'accepted' }>): DialState {
  if (state.phase !== 'asking') return state;
  if (state.started.includes(callId)) return IDLE; // the notification was quicker than the answer
  return { phase: 'requested', target: { ...state.target, suffix }, callId, until: until ?? at + LOCK_MS };
}

function afterMessage(state: DialState, message: LiveMessage, me: string): DialState {
  if (message.type === 'snapshot') {
    const started = message.calls.filter((call) => isMyStart(call, me)).reduce((now, { id }) => afterStart(now, id), state);
    return message.notPlaced ? afterNotPlaced(started, message.notPlaced) : started;
  }
  if (!('call' in message) || !isMyStart(message.call, me)) return state;
  const { id: callId, status, clientNumber, clients } = message.call;
  if (status !== 'not-placed') return afterStart(state, callId);
  const client = clients.find(({ primary }) => primary) ?? clients[0] ?? null;
  return clientNumber === null ? state : afterNotPlaced(state, { callId, number: clientNumber, client, at: message.now });
}

/** The click has become a call, or it is known that it never will. */
const isMyStart = ({ direction, status, userId }: LiveCall, me: string): boolean =>
  direction === 'outbound' && userId === me && status !== 'requested';

function afterStart(state: DialState, callId: string): DialState {
  if (state.phase === 'asking') return { ...state, started: [...state.started, callId] };
  if (state.phase === 'unknown') return IDLE; // my phone does ring: the pop-up shows it
  return 'callId' in state && state.callId === callId ? IDLE : state;
}

/** Said in every tab (3.7), unless a newer click or a refusal of it is on the screen: whoever asks just now reads their own answer. */
function afterNotPlaced(state: DialState, { callId, number, client, at }: NotPlaced): DialState {
  const until = Date.parse(at) + NOT_PLACED_TOLD_MS;
  if (state.phase === 'requested' && state.callId === callId) return { phase: 'not-placed', target: state.target, callId, until };
  const isFree = state.phase === 'idle' || state.phase === 'not-placed' || (state.phase === 'asking' && state.elsewhere);
  if (!isFree) return state;
  const about: DialAbout | undefined = client ? { type: client.type, id: client.id } : undefined;
  return { phase: 'not-placed', target: { number, name: client?.name, about }, callId, until };
}

/** Another tab of mine says what it is about; refusals and warnings stay where they were caused. */
function heard(state: DialState, other: DialState): DialState {
  if (state.phase === 'asking' && !state.elsewhere) return state;
  const isReading = state.phase === 'warned' || state.phase === 'refused';
  if (isReading && (other.phase === 'idle' || other.phase === 'not-placed')) return state;
  if (other.phase === 'warned' || other.phase === 'refused') return state.phase === 'asking' ? IDLE : state;
  return other.phase === 'asking' ? { ...other, elsewhere: true } : other;
}

/** What stays until a person has read it. */
const isRead = ({ phase }: DialState): boolean => phase === 'warned' || phase === 'refused' || phase === 'not-placed';

function isOver(state: DialState, at: number): boolean {
  return 'until' in state && at >= state.until;
}
