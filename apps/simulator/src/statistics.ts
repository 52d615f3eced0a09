import type { StatisticsRow } from './calls/call.ts';

export type StatisticsQuery = { from: Date; until: Date; direction: 'in' | 'out' | null; skip: number; limit: number };

/** Everything that was called, one row a leg, in the order of the beginnings. */
export class Statistics {
  readonly #rows: StatisticsRow[] = [];
  #sorted = true;

  add(rows: readonly StatisticsRow[]): void {
    this.#rows.push(...rows);
    this.#sorted = false;
  }

  all(): readonly StatisticsRow[] {
    if (!this.#sorted) this.#rows.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || (a.callId < b.callId ? -1 : 1));
    this.#sorted = true;
    return this.#rows;
  }

  /** The rows that began within the window, both ends included, whole seconds compared as the cloud writes them. */
  find({ from, until, direction, skip, limit }: StatisticsQuery): readonly StatisticsRow[] {
    return this.all()
      .filter(({ startedAt }) => second(startedAt) >= second(from) && second(startedAt) <= second(until))
      .filter(({ pbxCallId }) => direction === null || pbxCallId.startsWith(`${direction}_`))
      .slice(skip, skip + limit);
  }
}

function second(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
