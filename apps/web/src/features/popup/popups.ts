import type { LiveCall, LiveMessage } from '@carillon/contract';

/** One call on my screen. Within one ring of my phone it only goes forward, in the order of the phases; some are left out. */
export type Popup = {
  callId: string;
  /** Which ring of my phone this is, from 1; 0 for a call that I dialled or took without a ring. */
  ring: number;
  phase: Phase;
  call: LiveCall;
  /** While something is being typed into it, it stays. */
  typing: boolean;
  /** It was on a screen that somebody could look at. */
  seen: boolean;
  /** Of a pop-up that is gone: what its last line says, and until when (milliseconds of the server's clock). */
  farewell: { because: 'answered-by-other' | 'ended' | 'result-said'; until: number } | null;
};

/** `went-on`: my phone has stopped and the call rings elsewhere (4.7). `result`: the talk is over and waits for its result (4.6). */
type Phase = 'ringing' | 'went-on' | 'talking' | 'result' | 'gone';

export type PopupState = {
  popups: readonly Popup[];
  /** The last closed ring of each call: a late or repeated message opens none of them again. */
  closed: ReadonlyMap<string, number>;
  /** What rang while nobody looked: a quiet badge instead of a stack of dead pop-ups. */
  away: readonly LiveCall[];
};

/** `at`: the server's clock in milliseconds. `visible`: somebody can look at this tab. */
export type PopupEvent =
  | { kind: 'message'; message: LiveMessage; me: string; at: number; visible: boolean }
  | { kind: 'dismissed'; callId: string; ring: number }
  | { kind: 'typing'; callId: string; typing: boolean }
  | { kind: 'looked'; elsewhere: ReadonlySet<string> }
  | { kind: 'away-read' }
  | { kind: 'tick'; at: number };

export const NO_POPUPS: PopupState = { popups: [], closed: new Map(), away: [] };
const RESULT_ASKED_MS = 600_000;
const RESULT_TALK_SECONDS = 10;
const ANSWERED_ELSEWHERE_MS = 2000;
const TAKEN_AT_LAST_MS = 4000; // after "went on to the group" people look elsewhere: who took it stays a little longer
const ENDED_MS = 1500;
const CLOSED_KEPT_MAX = 100;
const AWAY_KEPT_MAX = 20;

/** The pop-ups after an event. Pure and total: the same events give the same pop-ups in every tab. */
export function popupsAfter(state: PopupState, event: PopupEvent): PopupState {
  switch (event.kind) {
    case 'message':
      return afterMessage(state, event);
    case 'dismissed':
      return dismissed(state, event.callId, event.ring);
    case 'typing':
      return changed(state, event.callId, (popup) => ({ ...popup, typing: event.typing }));
    case 'looked':
      return {
        ...state,
        popups: state.popups.map((popup) => (popup.seen ? popup : { ...popup, seen: true })),
        away: state.away.filter(({ id }) => !event.elsewhere.has(id)),
      };
    case 'away-read':
      return { ...state, away: [] };
    case 'tick':
      return afterTick(state, event.at);
    default:
      return event satisfies never;
  }
}

type Seen = { me: string; at: number; visible: boolean };

function afterMessage(state: PopupState, { message, ...seen }: Extract<PopupEvent, { kind: 'message' }>): PopupState {
  switch (message.type) {
    case 'snapshot':
      return afterSnapshot(state, message, seen);
    case 'call.ringing':
    case 'call.talking':
    case 'call.updated':
    case 'call.ended':
      return afterCall(state, message.call, seen);
    case 'call.dismissed':
      return dismissed(state, message.callId, message.ring);
    case 'job':
    case 'notification':
    case 'missed-calls':
    case 'task.created':
    case 'task.updated':
      return state;
    default:
      message satisfies never; // a newer server's message is none of ours
      return state;
  }
}

/** The snapshot is the whole truth: what it does not hold has ended, what it holds is shown again after a reload. */
function afterSnapshot(state: PopupState, { calls, talked }: Extract<LiveMessage, { type: 'snapshot' }>, seen: Seen): PopupState {
  const held = new Set([...calls, ...talked].map(({ id }) => id));
  const left = state.popups
    .filter(({ callId, phase }) => phase !== 'gone' && !held.has(callId))
    .reduce((now, popup) => gone(now, popup, { because: 'ended', until: seen.at }), state);
  const running = calls.reduce((now, call) => {
    const wentOn = call.status === 'ringing' && call.direction === 'inbound' && !call.ringing && !openOf(now, call.id);
    return wentOn ? opened(now, call, { phase: 'went-on', seen }) : afterCall(now, call, seen);
  }, left);
  return talked.reduce((now, call) => afterEnd(now, call, seen), running);
}

function afterCall(state: PopupState, call: LiveCall, seen: Seen): PopupState {
  if (call.status === 'requested') return state; // asked for, but no phone rings yet: the dialler's own card tells of it
  const current = openOf(state, call.id);
  const mine = call.userId === seen.me;
  if (call.status === 'talking') {
    if (mine) return current ? talking(state, current, call) : opened(state, call, { phase: 'talking', seen });
    if (!current) return state;
    const stays = current.phase === 'went-on' ? TAKEN_AT_LAST_MS : ANSWERED_ELSEWHERE_MS;
    return gone(state, { ...current, call }, { because: 'answered-by-other', until: seen.at + stays });
  }
  if (call.status !== 'ringing') return afterEnd(state, call, seen);
  const ringsForMe = call.ringing || (call.direction === 'outbound' && mine);
  if (ringsForMe && call.ring > (current?.ring ?? -1)) return opened(state, call, { phase: 'ringing', seen });
  if (!current) return state;
  const wentOn = !ringsForMe && current.phase === 'ringing';
  return changed(state, call.id, (popup) => ({ ...popup, call, phase: wentOn ? 'went-on' : popup.phase }));
}

/** 4.6: a talk of mine of ten seconds or more asks what came of it. */
function asksForResult({ status, userId, talkSeconds, outcome, endedAt }: LiveCall, { me, at }: Seen): boolean {
  const fresh = endedAt !== null && at < Date.parse(endedAt) + RESULT_ASKED_MS;
  return fresh && status === 'answered' && userId === me && outcome === null && (talkSeconds ?? 0) >= RESULT_TALK_SECONDS;
}

function afterEnd(state: PopupState, call: LiveCall, seen: Seen): PopupState {
  const current = openOf(state, call.id);
  if (asksForResult(call, seen)) {
    if (!current) return opened(state, call, { phase: 'result', seen });
    return changed(state, call.id, (popup) => ({ ...popup, call, phase: 'result' }));
  }
  if (!current) return { ...state, closed: withClosed(state.closed, call.id, call.ring) };
  if (current.phase === 'result') return gone(state, { ...current, call }, { because: 'result-said', until: seen.at + ENDED_MS });
  const byOther = call.userId !== null && call.userId !== seen.me;
  return gone(
    state,
    { ...current, call },
    byOther
      ? { because: 'answered-by-other', until: seen.at + ANSWERED_ELSEWHERE_MS }
      : { because: 'ended', until: seen.at + ENDED_MS },
  );
}

const openOf = ({ popups }: PopupState, callId: string): Popup | undefined =>
  popups.find((popup) => popup.callId === callId && popup.phase !== 'gone');

function talking(state: PopupState, current: Popup, call: LiveCall): PopupState {
  const ring = Math.max(current.ring, call.ring);
  return changed(state, current.callId, (popup) => ({ ...popup, phase: 'talking', call, ring, seen: true })); // whoever talks was there
}

function opened(state: PopupState, call: LiveCall, { phase, seen }: { phase: Phase; seen: Seen }): PopupState {
  if (call.ring <= (state.closed.get(call.id) ?? -1)) return state;
  const before = state.popups.find(({ callId }) => callId === call.id);
  const popup: Popup = {
    callId: call.id,
    ring: call.ring,
    phase,
    call,
    typing: before?.typing ?? false,
    seen: seen.visible || phase === 'talking' || call.direction === 'outbound',
    farewell: null,
  };
  if (before) return { ...state, popups: state.popups.map((other) => (other === before ? popup : other)) };
  return { ...state, popups: [...state.popups, popup] };
}

function gone(state: PopupState, popup: Popup, farewell: NonNullable<Popup['farewell']>): PopupState {
  const closed = withClosed(state.closed, popup.callId, Math.max(popup.ring, popup.call.ring));
  const others = state.popups.filter(({ callId }) => callId !== popup.callId);
  const unseen = !popup.seen && popup.phase !== 'result';
  if (unseen) return { closed, popups: others, away: [...state.away, popup.call].slice(-AWAY_KEPT_MAX) };
  return {
    ...state,
    closed,
    popups: state.popups.map((other) => (other.callId === popup.callId ? { ...popup, phase: 'gone', farewell } : other)),
  };
}

function dismissed(state: PopupState, callId: string, ring: number): PopupState {
  return {
    ...state,
    closed: withClosed(state.closed, callId, ring),
    popups: state.popups.filter((popup) => popup.callId !== callId || popup.ring > ring),
  };
}

/** What the clock alone changes: a ring that is over (4.7), a result nobody said in ten minutes, and farewells. */
function afterTick(state: PopupState, at: number): PopupState {
  let { closed } = state;
  const popups = state.popups.flatMap((popup) => {
    const { phase, call, farewell, typing } = popup;
    if (phase === 'ringing' && call.ringEndsAt !== null && at >= Date.parse(call.ringEndsAt))
      return [{ ...popup, phase: 'went-on' as const }];
    if (typing) return [popup];
    if (phase === 'result' && at >= Date.parse(call.endedAt ?? call.startedAt) + RESULT_ASKED_MS) {
      closed = withClosed(closed, popup.callId, popup.ring);
      return [];
    }
    return farewell !== null && farewell.until <= at ? [] : [popup];
  });
  const same = popups.length === state.popups.length && popups.every((popup, n) => popup === state.popups[n]);
  return same ? state : { ...state, closed, popups };
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
