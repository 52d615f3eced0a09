import { setTimeout as delay } from 'node:timers/promises';
import { isDatabaseAway } from '../../errors.ts';
import type { Logger } from '../../http/logging.ts';
import { type Foldable, type FoldDeps, foldDeliveries, type Ledger } from './fold-deliveries.ts';

const BATCH_MAX = 50;
const BATCH_BESIDE_CALLERS = 10;
const REST_PER_WORK = 4;
const BACKLOG_MAX = 20_000;
const LOOK_AGAIN_MS = 5;

type Deps = FoldDeps & {
  log: Logger;
  /** Many callers wait for an answer at this moment. */
  isDoorBusy?: () => boolean;
};

/**
 * Deliveries this process has just answered, on their way into their calls. One batch at a time: what arrives meanwhile forms the
 * next, so that the more comes in, the less each costs. While many callers wait for an answer they go first, and folding takes every
 * fifth moment at most, in small bites: a card that comes a little later is better than a caller who hears silence. Only a backlog that
 * memory should not hold is folded without a rest. What fails stays in the database and is picked up by `foldLeftovers`.
 */
export class FoldQueue {
  readonly #deps: Deps;
  readonly #waiting: { ledger: Ledger; delivery: Foldable }[] = [];
  #restUntil = 0;
  #running: Promise<void> | undefined;

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /** How many wait. */
  get length(): number {
    return this.#waiting.length;
  }

  push(ledger: Ledger, delivery: Foldable): void {
    this.#waiting.push({ ledger, delivery });
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when everything pushed so far was folded or given up. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#letCallersPass();
      const first = this.#waiting[0];
      if (first === undefined) return;
      const began = performance.now();
      await this.#fold(first.ledger, this.#take(first.ledger));
      const ended = performance.now();
      this.#restUntil = ended + (ended - began) * REST_PER_WORK;
    }
  }

  async #letCallersPass(): Promise<void> {
    while (this.#deps.isDoorBusy?.() && performance.now() < this.#restUntil && this.#waiting.length < BACKLOG_MAX)
      await delay(LOOK_AGAIN_MS);
  }

  async #fold(ledger: Ledger, batch: readonly Foldable[]): Promise<void> {
    try {
      await foldDeliveries(this.#deps, ledger, batch);
    } catch (err) {
      this.#deps.log.warn({ err, count: batch.length }, 'Notifications could not be folded now and will be later');
      if (batch.length === 1 || isDatabaseAway(err)) return;
      for (const delivery of batch) await this.#fold(ledger, [delivery]); // one can't be: the others must not lose what was answered
    }
  }

  /** The next batch of one connection, in order. */
  #take({ connectionId }: Ledger): Foldable[] {
    let end = 0;
    const most = this.#deps.isDoorBusy?.() ? BATCH_BESIDE_CALLERS : BATCH_MAX;
    while (end < most && this.#waiting[end]?.ledger.connectionId === connectionId) end += 1;
    return this.#waiting.splice(0, end).map(({ delivery }) => delivery);
  }
}
