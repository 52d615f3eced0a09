import type { LiveCall, LiveMessage } from '@carillon/contract';

/** One call on my screen. Within one ring of my phone it only goes forward: ringing → talking → gone, or ringing → gone. */
export type Popup = {
  callId: string;
  /** Which ring of my phone this is, from 1; 0 for a call that I dialled or took without a ring. */
  ring: number;
  phase: 'ringing' | 'talking' | 'gone';
  call: LiveCall;
  /** Who talked when my phone began to ring: in a transfer that person's conversation goes on, and does not close my pop-up. */
  talkerAtRing: string | null;
  /** While something is being typed into it, it stays. */
  typing: boolean;
  /** Of a pop-up that is gone: what its last line says, and until when (milliseconds of the local clock). */
  farewell: { because: 'answered-by-other' | 'ended'; until: number } | null;
};

export type PopupState = {
  popups: readonly Popup[];
  /** The last closed ring of each call: a late or repeated message opens none of them again. */
  closed: ReadonlyMap<string, number>;
};

export type PopupEvent =
  | { kind: 'message'; message: LiveMessage; me: string; at: number }
  | { kind: 'dismissed'; callId: string; ring: number }
  | { kind: 'typing'; callId: string; typing: boolean }
  | { kind: 'tick'; at: number };

export const NO_POPUPS: PopupState = { popups: [], closed: new Map() };
const ANSWERED_ELSEWHERE_MS = 2000;
const ENDED_MS = 1500;
const CLOSED_KEPT_MAX = 100;

/** The pop-ups after an event. Pure and total: the same events give the same pop-ups in every tab. */
export function popupsAfter(state: PopupState, event: PopupEvent): PopupState {
  switch (event.kind) {
    case 'message':
      return afterMessage(state, event);
    case 'dismissed':
      return dismissed(state, event.callId, event.ring);
    case 'typing':
      return changed(state, event.callId, (popup) => ({ ...popup, typing: event.typing }));
    case 'tick':
      return afterTick(state, event.at);
    default:
      return event satisfies never;
  }
}

type MessageEvent = Extract<PopupEvent, { kind: 'message' }>;

function afterMessage(state: PopupState, { message, me, at }: MessageEvent): PopupState {
  switch (message.type) {
    case 'snapshot':
      return afterSnapshot(state, message.calls, { me, at });
    case 'call.ringing':
      return afterCall(state, message.call, { me, at, rings: true });
    case 'call.talking':
    case 'call.updated':
    case 'call.ended':
      return afterCall(state, message.call, { me, at, rings: false });
    case 'call.dismissed':
      return dismissed(state, message.callId, message.ring);
    case 'job':
    case 'notification':
    case 'missed-calls':
      return state;
    default:
      message satisfies never; // a newer server's message is none of ours
      return state;
  }
}

type Seen = { me: string; at: number };

/** The snapshot is the whole truth: what it does not hold has ended, what it holds is shown again after a reload. */
function afterSnapshot(state: PopupState, calls: readonly LiveCall[], seen: Seen): PopupState {
  const running = new Set(calls.map(({ id }) => id));
  const left = state.popups
    .filter(({ callId, phase }) => phase !== 'gone' && !running.has(callId))
    .reduce((now, popup) => gone(now, popup, { because: 'ended', until: seen.at }), state);
  return calls.reduce((now, call) => afterCall(now, call, { ...seen, rings: call.ring > 0 }), left); // only what rings or talks for me is in it
}

/** @param rings - the message says that my own phone rings, whatever the state of the call as a whole. */
function afterCall(state: PopupState, call: LiveCall, { me, at, rings }: Seen & { rings: boolean }): PopupState {
  const current = state.popups.find(({ callId, phase }) => callId === call.id && phase !== 'gone');
  if (call.status !== 'ringing' && call.status !== 'talking') return afterEnd(state, call, { me, at });
  const mine = call.userId === me;
  if (call.status === 'talking' && mine) return current ? talking(state, current, call) : opened(state, call, 'talking');
  if (rings && call.ring > (current?.ring ?? -1)) return opened(state, call, 'ringing');
  if (!current) return mine && call.direction === 'outbound' ? opened(state, call, 'ringing') : state;
  if (call.status === 'ringing' && !mine && current.phase === 'ringing' && call.direction === 'inbound') {
    return gone(state, { ...current, call }, { because: 'ended', until: at + ENDED_MS }); // my phone has stopped: the call rings elsewhere
  }
  if (call.status === 'talking' && !mine && !stillRingsForMe(current, call)) {
    return gone(state, { ...current, call }, { because: 'answered-by-other', until: at + ANSWERED_ELSEWHERE_MS });
  }
  return changed(state, call.id, (popup) => ({ ...popup, call }));
}

function stillRingsForMe({ phase, talkerAtRing }: Popup, call: LiveCall): boolean {
  return phase === 'ringing' && talkerAtRing !== null && talkerAtRing === call.userId;
}

function afterEnd(state: PopupState, call: LiveCall, { me, at }: Seen): PopupState {
  const current = state.popups.find(({ callId, phase }) => callId === call.id && phase !== 'gone');
  if (!current) return { ...state, closed: withClosed(state.closed, call.id, call.ring) };
  const byOther = call.userId !== null && call.userId !== me;
  return gone(
    state,
    { ...current, call },
    byOther ? { because: 'answered-by-other', until: at + ANSWERED_ELSEWHERE_MS } : { because: 'ended', until: at + ENDED_MS },
  );
}

function talking(state: PopupState, current: Popup, call: LiveCall): PopupState {
  return changed(state, current.callId, (popup) => ({ ...popup, phase: 'talking', call, ring: Math.max(popup.ring, call.ring) }));
}

function opened(state: PopupState, call: LiveCall, phase: 'ringing' | 'talking'): PopupState {
  if (call.ring <= (state.closed.get(call.id) ?? -1)) return state;
  const before = state.popups.find(({ callId }) => callId === call.id);
  const popup: Popup = {
    callId: call.id,
    ring: call.ring,
    phase,
    call,
    talkerAtRing: call.userId,
    typing: before?.typing ?? false,
    farewell: null,
  };
  if (before) return { ...state, popups: state.popups.map((other) => (other === before ? popup : other)) };
  return { ...state, popups: [...state.popups, popup] };
}

function gone(state: PopupState, popup: Popup, farewell: NonNullable<Popup['farewell']>): PopupState {
  const closed = withClosed(state.closed, popup.callId, Math.max(popup.ring, popup.call.ring));
  return {
    closed,
    popups: state.popups.map((other) => (other.callId === popup.callId ? { ...popup, phase: 'gone', farewell } : other)),
  };
}

function dismissed(state: PopupState, callId: string, ring: number): PopupState {
  return {
    closed: withClosed(state.closed, callId, ring),
    popups: state.popups.filter((popup) => popup.callId !== callId || popup.ring > ring),
  };
}

function afterTick(state: PopupState, at: number): PopupState {
  const popups = state.popups.filter(({ farewell, typing }) => farewell === null || typing || farewell.until > at);
  return popups.length === state.popups.length ? state : { ...state, popups };
}

function changed(state: PopupState, callId: string, change: (popup: Popup) => Popup): PopupState {
  return { ...state, popups: state.popups.map((popup) => (popup.callId === callId ? change(popup) : popup)) };
}

function withClosed(closed: ReadonlyMap<string, number>, callId: string, ring: number): ReadonlyMap<string, number> {
  if (ring <= (closed.get(callId) ?? -1)) return closed;
  const next = new Map(closed);
  next.delete(callId);
  next.set(callId, ring);
  return next.size <= CLOSED_KEPT_MAX ? next : new Map([...next].slice(-CLOSED_KEPT_MAX));
}
