/** What the headers of an answer say about the limits, and whether the request was one too many. */
export type Allowance = { allowed: boolean; limit: number; remaining: number; resetAt: number };

const MINUTE_MS = 60_000;

type Window = { start: number; used: number };

/** Counts requests a minute: all together, and those of the statistics methods besides. The tighter limit speaks. */
export class Limits {
  readonly #now: () => Date;
  #all: Window = { start: 0, used: 0 };
  #statistics: Window = { start: 0, used: 0 };

  constructor(now: () => Date) {
    this.#now = now;
  }

  take({
    isStatistics,
    perMinute,
    statisticsPerMinute,
  }: {
    isStatistics: boolean;
    perMinute: number;
    statisticsPerMinute: number;
  }): Allowance {
    this.#all = this.#current(this.#all);
    this.#statistics = this.#current(this.#statistics);
    const all = this.#count(this.#all, perMinute);
    if (!isStatistics) return all;
    const statistics = this.#count(this.#statistics, statisticsPerMinute);
    const tighter = statistics.remaining <= all.remaining ? statistics : all;
    return { ...tighter, allowed: all.allowed && statistics.allowed };
  }

  #count(window: Window, limit: number): Allowance {
    window.used += 1;
    const resetAt = Math.ceil((window.start + MINUTE_MS) / 1000);
    return { allowed: window.used <= limit, limit, remaining: Math.max(0, limit - window.used), resetAt };
  }

  #current(window: Window): Window {
    const now = this.#now().getTime();
    return now - window.start < MINUTE_MS && now >= window.start ? window : { start: now, used: 0 };
  }
}
