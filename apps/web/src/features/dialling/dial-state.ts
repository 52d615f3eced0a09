import type { DialAbout, DialTarget, DialWarning, LiveCall, LiveMessage } from '@carillon/contract';
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
};

/** `until` in milliseconds of the server's clock: so long nobody of mine sends another request (3.4, 3.5). */
export type DialState =
  | { phase: 'idle' }
  | { phase: 'warned'; target: Wanted; warnings: readonly DialWarning[] }
  | { phase: 'asking'; target: Wanted; until: number; started: readonly string[] }
  | { phase: 'requested'; target: Wanted; until: number; callId: string }
  | { phase: 'unknown'; target: Wanted; until: number }
  | { phase: 'refused'; target: Wanted; refusal: Refusal };

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
const ANSWER_WITHIN_MS = 60_000; // of the request itself: a tab that was closed meanwhile locks the others no longer

/** True while another request would be a second call. */
export function isLocked(state: DialState, at: number): boolean {
  return (state.phase === 'asking' || state.phase === 'requested' || state.phase === 'unknown') && at < state.until;
}

/** What this browser knows of my click after an event. Pure and total. */
export function dialAfter(state: DialState, event: DialEvent): DialState {
  switch (event.kind) {
    case 'asked':
      return { phase: 'asking', target: event.target, until: event.at + ANSWER_WITHIN_MS, started: [] };
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
      return state.phase === 'warned' || state.phase === 'refused' ? IDLE : state;
    default:
      return event satisfies never;
  }
}

function accepted(state: DialState, { callId, suffix, until, at }: Extract<DialEvent, { kind: 'accepted' }>): DialState {
  if (state.phase !== 'asking') return state;
  if (state.started.includes(callId)) return IDLE; // the notification was quicker than the answer
  return { phase: 'requested', target: { ...state.target, suffix }, callId, until: until ?? at + LOCK_MS };
}

function afterMessage(state: DialState, message: LiveMessage, me: string): DialState {
  if (message.type === 'snapshot') {
    return message.calls.filter((call) => isMyStart(call, me)).reduce((now, { id }) => afterStart(now, id), state);
  }
  return 'call' in message && isMyStart(message.call, me) ? afterStart(state, message.call.id) : state;
}

/** The click has become a call, or it is known that it never will. */
const isMyStart = ({ direction, status, userId }: LiveCall, me: string): boolean =>
  direction === 'outbound' && userId === me && status !== 'requested';

function afterStart(state: DialState, callId: string): DialState {
  if (state.phase === 'asking') return { ...state, started: [...state.started, callId] };
  if (state.phase === 'unknown') return IDLE; // my phone does ring: the pop-up shows it
  return state.phase === 'requested' && state.callId === callId ? IDLE : state;
}

/** Another tab of mine says what it is about; refusals and warnings stay where they were caused. */
function heard(state: DialState, other: DialState): DialState {
  if (state.phase === 'asking') return state;
  if (other.phase === 'warned' || other.phase === 'refused') return state;
  if (other.phase === 'idle' && (state.phase === 'warned' || state.phase === 'refused')) return state;
  return other;
}

function isOver(state: DialState, at: number): boolean {
  return 'until' in state && at >= state.until;
}
