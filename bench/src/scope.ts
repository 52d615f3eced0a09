/** What a benchmark has opened, to be closed when it ends, however it ends. */
export class Scope {
  readonly #closings: (() => unknown)[] = [];

  /** Hands the work over; the last handed over is done first. */
  atEnd(closing: () => unknown): void {
    this.#closings.push(closing);
  }

  /** One that fails is told of and keeps none of the others from their turn. */
  async close(): Promise<void> {
    for (let closing = this.#closings.pop(); closing !== undefined; closing = this.#closings.pop()) {
      try {
        await closing();
      } catch (error) {
        process.stderr.write(`${String(error)}\n`);
      }
    }
  }
}
