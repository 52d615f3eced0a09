import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../http/logging.ts';

const STOP_PATIENCE_MS = 2_000;

type Work = { everyMs: number; work: () => Promise<void>; name: string; log: Logger };

/** Runs `work` every so often, never two at once. A failure is logged and the next run comes as planned. */
export class Repeating {
  readonly #input: Work;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;

  constructor(input: Work) {
    this.#input = input;
    this.#plan();
  }

  /** Runs as soon as possible. */
  now(): void {
    clearTimeout(this.#timer);
    if (this.#stopped) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    this.#again = false;
    this.#running = this.#run();
  }

  /** No new run; resolves when the current one has ended, or after two seconds: what hangs must not hold the process. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await Promise.race([this.#running, delay(STOP_PATIENCE_MS, undefined, { ref: false })]);
  }

  #plan(): void {
    this.#timer = setTimeout(() => this.now(), this.#input.everyMs);
  }

  async #run(): Promise<void> {
    const { work, name, log } = this.#input;
    try {
      await work();
    } catch (err) {
      log.warn({ err, work: name }, 'Repeated work failed and will be tried again');
    }
    this.#running = undefined;
    if (this.#again) this.now();
    else if (!this.#stopped) this.#plan();
  }
}
