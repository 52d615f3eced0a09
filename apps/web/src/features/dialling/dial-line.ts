import type { Dialling, LiveMessage, RequestedCall } from '@carillon/contract';
import { ApiError, api } from '../../lib/api.ts';
import { isReadClick, keepReadClick } from './read-clicks.ts';
import { type DialEvent, type DialState, IDLE, type Refusal, type Wanted, clickOf, dialAfter, isLocked } from './dial-state.ts';

type TabMessage = { kind: 'hello' } | { kind: 'state'; state: DialState };
type Terms = { userId: string; serverNow: () => number };
const TICK_MS = 250;

/** My click-to-call in this browser: what one tab has asked for locks all of them (3.5). */
export class DialLine {
  private readonly terms: Terms;
  private readonly listeners = new Set<() => void>();
  private channel: BroadcastChannel | undefined;
  private now: DialState = IDLE;
  /** The last click known of: ids are in the order of time. */
  private newest = '';

  constructor(terms: Terms) {
    this.terms = terms;
  }

  /** Joins the other tabs. Returns the way to leave them. */
  open(): () => void {
    const channel = new BroadcastChannel(`carillon-dial-${this.terms.userId}`);
    channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => {
      if (data.kind === 'state') this.tell({ kind: 'heard', state: data.state });
      else if (this.now.phase !== 'idle') this.share();
    });
    this.channel = channel;
    this.say({ kind: 'hello' });
    const timer = setInterval(() => this.tell({ kind: 'tick', at: this.terms.serverNow() }), TICK_MS);
    return () => {
      clearInterval(timer);
      channel.close();
      this.channel = undefined;
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly state = (): DialState => this.now;

  /**
   * Asks for a call, unless one is being placed already. What speaks against it is shown first; whoever has read it calls with `sure`.
   */
  readonly dial = (target: Wanted, { sure = false }: { sure?: boolean } = {}): void => {
    const at = this.terms.serverNow();
    if (isLocked(this.now, at)) return; // before anything is awaited: a double click sends nothing
    this.markRead();
    this.change({ kind: 'asked', target, at });
    void this.place(target, sure);
  };

  /** Says why there is no call at all. */
  readonly refuse = (target: Wanted, code: Refusal['code']): void =>
    this.tell({ kind: 'refused', target, refusal: { code, detail: '', until: null } });

  readonly close = (): void => {
    this.markRead();
    this.change({ kind: 'closed' });
  };

  readonly take = (message: LiveMessage): void => this.change({ kind: 'message', message, me: this.terms.userId });

  /** What the server says of a call that another browser of mine has asked for. */
  readonly learn = ({ lock }: Pick<Dialling, 'lock'>): void => {
    if (lock) this.tell({ kind: 'locked', callId: lock.callId, number: lock.number, until: Date.parse(lock.until) });
  };

  private async place(target: Wanted, sure: boolean): Promise<void> {
    const to = target.suffix ? `${target.number},${target.suffix}` : target.number;
    let sent = false;
    try {
      if (!sure && !(await this.mayCall(target, to))) return;
      sent = true;
      const call = await api.post<RequestedCall>('/calls', { to, ...(target.about ? { about: target.about } : {}) });
      const until = call.lockedUntil === null ? null : Date.parse(call.lockedUntil);
      this.change({ kind: 'accepted', callId: call.id, suffix: call.dialAfterAnswer, until, at: this.terms.serverNow() });
    } catch (error) {
      this.fail({ target, sent, error });
    }
  }

  /** False when something has to be read first. */
  private async mayCall(target: Wanted, to: string): Promise<boolean> {
    const { to: about, because } = await api.get<Dialling>('/dialling', { query: { to } });
    const code = because ?? about?.refusal ?? null;
    const warnings = about?.warnings ?? [];
    if (code !== null) this.change({ kind: 'refused', target, refusal: { code, detail: '', until: null } });
    else if (warnings.length > 0) this.change({ kind: 'warned', warnings });
    return code === null && warnings.length === 0;
  }

  private fail({ target, sent, error }: { target: Wanted; sent: boolean; error: unknown }): void {
    const at = this.terms.serverNow();
    const code = error instanceof ApiError ? error.code : 'internal';
    // No answer is no "no": phones may be ringing, so nothing is tried again by itself (3.4).
    if (sent && (code === 'unknown-outcome' || code === 'network')) return this.change({ kind: 'unknown', at });
    this.change({
      kind: 'refused',
      target,
      refusal: error instanceof ApiError ? refusalOf(error, at) : { code, detail: '', until: null },
    });
  }

  /** Changes this tab and, where it concerns them, the others. */
  private change(event: DialEvent): void {
    const before = this.now;
    this.tell(event);
    if (this.now !== before) this.share();
  }

  private tell(event: DialEvent): void {
    const told = dialAfter(this.now, event);
    const clicked = clickOf(event);
    if (clicked > this.newest) this.newest = clicked;
    const next = told.phase === 'not-placed' && this.isOver(told.callId) ? IDLE : told;
    if (next === this.now) return;
    this.now = next;
    for (const listener of this.listeners) listener();
  }

  /** Nobody wants to hear of a click that was read already, or tried again since: the later one may be the talk of this moment. */
  private isOver(callId: string): boolean {
    return callId < this.newest || isReadClick(callId);
  }

  /** What was closed here is not said again after a reload. */
  private markRead(): void {
    const { now } = this;
    const callId = now.phase === 'refused' ? now.refusal.callId : now.phase === 'not-placed' ? now.callId : undefined;
    if (callId !== undefined) keepReadClick(callId);
  }

  private share(): void {
    this.say({ kind: 'state', state: this.now });
  }

  private say(message: TabMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no target, it is of one origin
    this.channel?.postMessage(message);
  }
}

function refusalOf({ code, problem }: ApiError, at: number): Refusal {
  const { reason, providerMessage = '', retryAfterSeconds, until, callId } = problem;
  const ends = until === undefined ? null : Date.parse(until);
  return {
    code: reason === 'free-dialling' || reason === 'others-client' ? reason : code,
    detail: providerMessage,
    until: retryAfterSeconds === undefined ? ends : at + retryAfterSeconds * 1000,
    callId: code === 'already-dialling' ? undefined : callId,
  };
}
