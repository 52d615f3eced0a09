import type { LiveMessage } from '@carillon/contract';
import { readEventStream, StreamRefused } from './read-event-stream.ts';

/** How the pages learn of calls at this moment. */
export type LiveHealth = 'connecting' | 'live' | 'polling' | 'lost' | 'signed-out';

type StreamDeps = {
  onMessage: (message: LiveMessage) => void;
  onLife: () => void;
  onHealth: (health: LiveHealth) => void;
  callsRun: () => boolean;
};

const STREAM_URL = '/api/v1/live';
const SNAPSHOT_URL = '/api/v1/live/snapshot';
const SILENCE_IN_CALL_MS = 10_000; // the server's heartbeat comes every 5 s while a call runs
const SILENCE_IDLE_MS = 15_000; // and ours beats without calls too
const POLL_EVERY_MS = 2000;
const REFRESH_TRIES = 3;
const RETRY_MIN_MS = 500;
const RETRY_MAX_MS = 15_000;

/** How long to wait before the n-th try in a row: doubling, with a random part so that a hundred browsers don't come back at once. */
export function retryDelay(attempt: number, random: () => number = Math.random): number {
  if (attempt === 0) return 0;
  const full = Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** (attempt - 1));
  return full / 2 + (full / 2) * random();
}

/** Keeps one live stream open for the whole browser; while it is silent, asks for snapshots instead. */
export class StreamClient {
  private readonly deps: StreamDeps;
  private readonly timer: ReturnType<typeof setInterval>;
  private lastLife = Date.now();
  private triedAt = Date.now();
  private lastPoll = 0;
  private messages = 0;
  private attempt = 0;
  private closed = false;
  private health: LiveHealth = 'connecting';
  private connection = new AbortController();
  private wakeUp: () => void = () => undefined;

  constructor(deps: StreamDeps) {
    this.deps = deps;
    this.timer = setInterval(() => this.watch(), 1000);
    window.addEventListener('online', this.retryNow);
    void this.connectForever();
  }

  close(): void {
    this.closed = true;
    clearInterval(this.timer);
    window.removeEventListener('online', this.retryNow);
    this.connection.abort();
    this.wakeUp();
  }

  /** The watch of a hidden tab is slowed down by the browser: another tab may ask for a look. */
  watch(): void {
    if (this.closed || this.health === 'signed-out') return;
    const now = Date.now();
    const limit = this.deps.callsRun() || this.attempt > 0 ? SILENCE_IN_CALL_MS : SILENCE_IDLE_MS;
    if (now - this.lastLife <= limit) return;
    if (now - this.triedAt > limit) {
      this.triedAt = now;
      this.connection.abort(); // a dead line looks like a quiet one: begin a new one
    }
    if (now - this.lastPoll >= POLL_EVERY_MS) void this.poll(now);
  }

  /** Asks for the running calls once more, for a tab that has just come. An answer that news overtook on the way is asked for again. */
  async refresh(): Promise<void> {
    for (let attempt = 0; attempt < REFRESH_TRIES; attempt += 1) {
      const before = this.messages;
      const message = await fetchSnapshot();
      if (this.closed) return;
      if (message && before === this.messages) return this.deps.onMessage(message);
    }
  }

  private readonly retryNow = (): void => this.wakeUp();

  private async connectForever(): Promise<void> {
    while (!this.closed) {
      await this.connectOnce();
      if (this.closed || this.health === 'signed-out') return;
      await this.pause(retryDelay(this.attempt));
    }
  }

  private async connectOnce(): Promise<void> {
    this.triedAt = Date.now();
    this.connection = new AbortController();
    try {
      await readEventStream(STREAM_URL, this.connection.signal, {
        onLife: () => this.alive(),
        onEvent: ({ data }) => this.take(data),
      });
      this.attempt = Date.now() - this.triedAt > RETRY_MIN_MS ? 0 : this.attempt + 1; // the server ends each stream after a while
    } catch (error) {
      this.attempt += 1;
      if (error instanceof StreamRefused && error.status === 401) this.setHealth('signed-out');
    }
  }

  private alive(): void {
    if (this.closed) return;
    this.lastLife = Date.now();
    this.attempt = 0;
    this.setHealth('live');
    this.deps.onLife();
  }

  private async poll(startedAt: number): Promise<void> {
    this.lastPoll = startedAt;
    const message = await fetchSnapshot();
    if (this.closed || this.lastLife > startedAt) return; // the stream has come back meanwhile and knows better
    this.setHealth(message ? 'polling' : 'lost');
    if (message) this.deps.onMessage(message);
  }

  private take(data: string): void {
    const message = parseMessage(data);
    if (!message || this.closed) return;
    this.messages += 1;
    this.deps.onMessage(message);
  }

  private setHealth(health: LiveHealth): void {
    if (health === this.health) return;
    this.health = health;
    this.deps.onHealth(health);
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wakeUp = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

async function fetchSnapshot(): Promise<LiveMessage | undefined> {
  try {
    const answer = await fetch(SNAPSHOT_URL, { cache: 'no-store', signal: AbortSignal.timeout(SILENCE_IN_CALL_MS) });
    return answer.ok ? parseMessage(await answer.text()) : undefined;
  } catch {
    return undefined; // no network: the next look is 2 s away
  }
}

/** The message, or nothing for data that is none (a heartbeat sent as an event). */
function parseMessage(data: string): LiveMessage | undefined {
  try {
    const value: unknown = JSON.parse(data);
    const named = typeof value === 'object' && value !== null && 'type' in value && value.type !== 'heartbeat';
    return named ? (value as LiveMessage) : undefined; // our own server wrote it, by the schema of the contract
  } catch {
    return undefined;
  }
}
