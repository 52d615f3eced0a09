import type { Letter, Taken } from './send-on.ts';

const AT_ONCE_MAX = 4;
const WAITING_MAX = 1_000;
const WAITING_BYTES_MAX = 8 * 1024 * 1024;
const FAILURES_MAX = 5;
const PAUSE_MS = 15_000;

/** What became of notifications since somebody last asked. */
export type Tally = { passedOn: number; failed: number; last: (Taken & { at: Date }) | null };

type LineDeps = { send: (letter: Letter) => Promise<Taken>; now: () => Date };

/**
 * The way to one other system: a queue that is bounded, four letters at a time, and after five failures in a row fifteen seconds in which
 * none is tried. What does not go counts as failed and is forgotten: the provider would not repeat it either.
 */
export class RelayLine {
  readonly #deps: LineDeps;
  #waiting: Letter[] = [];
  #waitingBytes = 0;
  #running = 0;
  #failuresInRow = 0;
  #closedUntil = -Infinity;
  #tally: Tally = { passedOn: 0, failed: 0, last: null };
  #idle: (() => void)[] = [];

  constructor(deps: LineDeps) {
    this.#deps = deps;
  }

  /** Takes it at once, whatever becomes of it; the sending begins after what runs now. */
  push(letter: Letter): void {
    const isFull = this.#waiting.length >= WAITING_MAX || this.#waitingBytes + letter.raw.length > WAITING_BYTES_MAX;
    if (isFull || this.#isClosed()) {
      this.#tally.failed += 1;
      return;
    }
    this.#waiting.push(letter);
    this.#waitingBytes += letter.raw.length;
    setImmediate(() => this.#next());
  }

  /** What there is to tell, and nothing of it again; `undefined` when nothing happened. */
  takeTally(): Tally | undefined {
    const tally = this.#tally;
    if (tally.passedOn === 0 && tally.failed === 0) return undefined;
    this.#tally = { passedOn: 0, failed: 0, last: null };
    return tally;
  }

  /** What could not be told: it counts on. */
  giveBack({ passedOn, failed, last }: Tally): void {
    this.#tally.passedOn += passedOn;
    this.#tally.failed += failed;
    this.#tally.last ??= last;
  }

  /** Resolves when nothing is on its way. */
  idle(): Promise<void> {
    if (this.#running === 0 && this.#waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #isClosed(): boolean {
    return performance.now() < this.#closedUntil;
  }

  #next(): void {
    while (this.#running < AT_ONCE_MAX) {
      const letter = this.#waiting.shift();
      if (letter === undefined) break;
      this.#waitingBytes -= letter.raw.length;
      if (this.#isClosed()) {
        this.#tally.failed += 1;
        continue;
      }
      this.#running += 1;
      void this.#deps.send(letter).then((taken) => this.#settle(taken));
    }
    if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  #settle({ status, fault }: Taken): void {
    this.#running -= 1;
    const isTaken = status !== null && status >= 200 && status < 300;
    this.#tally[isTaken ? 'passedOn' : 'failed'] += 1;
    this.#tally.last = { status, fault, at: this.#deps.now() };
    this.#failuresInRow = isTaken ? 0 : this.#failuresInRow + 1;
    if (this.#failuresInRow >= FAILURES_MAX) this.#closedUntil = performance.now() + PAUSE_MS;
    this.#next();
  }
}
