import type { Clock } from '@carillon/simulator';

type Task = { at: number; patient: boolean; run: () => void | Promise<void>; timer: NodeJS.Timeout | undefined };

/** What takes so long is over when a test leaps: a phone does not stop ringing because the machine is slow. */
const PATIENT_MS = 5000;

/** The wall's clock, which a test may push ahead: nobody need talk ten seconds to have talked ten seconds. */
export class LeapingClock implements Clock {
  #ahead = 0;
  readonly #tasks = new Set<Task>();

  readonly now = (): Date => new Date(Date.now() + this.#ahead);

  schedule(milliseconds: number, run: Task['run']): () => void {
    const task: Task = { at: +this.now() + milliseconds, patient: milliseconds >= PATIENT_MS, run, timer: undefined };
    this.#tasks.add(task);
    this.#wait(task);
    return () => this.#forget(task);
  }

  /** What was to happen within these seconds happens now, in its order. */
  leap(seconds: number): void {
    this.#ahead += seconds * 1000;
    for (const task of [...this.#tasks].toSorted((a, b) => a.at - b.at)) this.#wait(task);
  }

  stop(): void {
    for (const task of this.#tasks) this.#forget(task);
  }

  #wait(task: Task): void {
    clearTimeout(task.timer);
    const left = task.at - +this.now();
    if (task.patient && left > 0) return;
    const begin = (): void => {
      this.#forget(task);
      void task.run(); // a failure is an unhandled rejection, and fails the run
    };
    task.timer = setTimeout(begin, Math.max(0, left));
  }

  #forget(task: Task): void {
    clearTimeout(task.timer);
    this.#tasks.delete(task);
  }
}
