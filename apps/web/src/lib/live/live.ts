import type { LiveMessage } from '@carillon/contract';
import { type KnownCalls, NOTHING_KNOWN, takeMessage } from './known-calls.ts';
import { joinElection } from './leadership.ts';
import { type LiveHealth, StreamClient } from './stream-client.ts';

export type LiveStatus = { health: LiveHealth; leading: boolean };
type Listener = (message: LiveMessage) => void;

/** What one tab says to the others. */
type TabMessage =
  | { kind: 'hello' }
  | { kind: 'nudge' }
  | { kind: 'beat'; health: LiveHealth; clockOffset: number }
  | { kind: 'message'; message: LiveMessage };

type Opened = { channel: BroadcastChannel; takeOver: () => void };

const NUDGE_AFTER_MS = 10_000;
const TAKE_OVER_AFTER_MS = 14_000;

/** One tab's end of the live connection: one stream per browser, held by the leading tab and shared with the others. */
export class Live {
  private readonly userId: string;
  private opened: Opened | undefined;
  private readonly listeners = new Set<Listener>();
  private readonly statusListeners = new Set<() => void>();
  private known: KnownCalls = NOTHING_KNOWN;
  private knowsAny = false;
  private stream: StreamClient | undefined;
  private lastBeat = Date.now();
  private clockOffset = 0;
  private state: LiveStatus = { health: 'connecting', leading: false };

  /** @param userId - tabs of different people in one browser never share a stream. */
  constructor(userId: string) {
    this.userId = userId;
  }

  /** Joins the other tabs. Returns the way to leave them. */
  open(): () => void {
    const channel = new BroadcastChannel(`carillon-live-${this.userId}`);
    channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => this.hear(data));
    const timer = setInterval(() => this.watchLeader(), 1000);
    this.opened = { channel, takeOver: () => undefined };
    const { leave, takeOver } = joinElection({
      name: `carillon-live-leader-${this.userId}`,
      onGain: () => this.lead(),
      onLose: () => this.follow(),
    });
    this.opened = { channel, takeOver };
    this.say({ kind: 'hello' });
    return () => {
      clearInterval(timer);
      this.stream?.close();
      this.stream = undefined;
      this.opened = undefined;
      leave();
      channel.close();
    };
  }

  /** Calls back for every message, first of all with the running calls as known now. Returns the way to stop it. */
  readonly subscribe = (listener: Listener): (() => void) => {
    this.listeners.add(listener);
    if (this.knowsAny) listener(this.knownSnapshot());
    return () => this.listeners.delete(listener);
  };

  readonly subscribeStatus = (listener: () => void): (() => void) => {
    this.statusListeners.add(listener);
    return () => this.statusListeners.delete(listener);
  };

  readonly status = (): LiveStatus => this.state;

  /** The server's clock in milliseconds: a wrong local clock must not make wrong timers. */
  readonly serverNow = (): number => Date.now() + this.clockOffset;

  private lead(): void {
    this.stream?.close();
    this.setStatus({ health: 'connecting', leading: true });
    this.stream = new StreamClient({
      onMessage: (message) => this.takeFromServer(message),
      onLife: () => this.beat(),
      onHealth: (health) => {
        this.setStatus({ health, leading: true });
        this.beat();
      },
      callsRun: () => this.known.running.size > 0,
    });
  }

  private follow(): void {
    this.stream?.close();
    this.stream = undefined;
    this.lastBeat = Date.now();
    this.setStatus({ ...this.state, leading: false });
  }

  private takeFromServer(message: LiveMessage): void {
    if ('now' in message) this.clockOffset = Date.parse(message.now) - Date.now();
    this.say({ kind: 'message', message });
    this.beat();
    this.deliver(message);
  }

  private hear(said: TabMessage): void {
    switch (said.kind) {
      case 'hello':
        if (this.stream) this.beat();
        if (this.knowsAny) void this.stream?.refresh(); // else the stream's own first message is on its way
        return;
      case 'nudge':
        this.stream?.watch();
        if (this.stream) this.beat();
        return;
      case 'beat':
        if (this.stream) return; // a former leader's last word
        this.lastBeat = Date.now();
        this.clockOffset = said.clockOffset;
        this.setStatus({ health: said.health, leading: false });
        return;
      case 'message':
        if (!this.stream) this.deliver(said.message);
        return;
      default:
        said satisfies never; // a tab with newer pages says it: not for us
    }
  }

  private deliver(message: LiveMessage): void {
    const { known, news } = takeMessage(this.known, message);
    this.known = known;
    if (!news) return;
    if (news.type === 'snapshot') this.knowsAny = true;
    for (const listener of this.listeners) listener(news);
  }

  /** A leader that hangs (a suspended tab) is asked for a word, then replaced. */
  private watchLeader(): void {
    if (this.stream || document.hidden) return;
    const silence = Date.now() - this.lastBeat;
    if (silence > TAKE_OVER_AFTER_MS) {
      this.lastBeat = Date.now();
      this.opened?.takeOver();
    } else if (silence > NUDGE_AFTER_MS) this.say({ kind: 'nudge' });
  }

  private knownSnapshot(): LiveMessage {
    const now = new Date(this.serverNow()).toISOString();
    const { running, talked } = this.known;
    return { type: 'snapshot', version: 0, now, calls: [...running.values()], talked: [...talked.values()], notPlaced: null };
  }

  private beat(): void {
    this.say({ kind: 'beat', health: this.state.health, clockOffset: this.clockOffset });
  }

  private say(message: TabMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel has no target, it is of one origin
    this.opened?.channel.postMessage(message);
  }

  private setStatus(status: LiveStatus): void {
    if (status.health === this.state.health && status.leading === this.state.leading) return;
    this.state = status;
    for (const listener of this.statusListeners) listener();
  }
}
