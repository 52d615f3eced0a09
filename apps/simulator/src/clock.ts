/** Undoes a `schedule`; harmless when the task has run already. */
export type Cancel = () => void;

/** Where the pretend cloud takes its time from. Whole days run in a second on a virtual one. */
export type Clock = {
  now(): Date;
  /** Runs the task after so many milliseconds. A task may be asynchronous: a virtual clock waits for it before time goes on. */
  schedule(milliseconds: number, task: () => void | Promise<void>): Cancel;
};

export type RealClock = Clock & {
  /** Forgets every task that has not run yet. */
  stop(): void;
};

/**
 * The wall clock.
 *
 * @param onError - told what a task threw; there is nobody else to tell.
 */
export function realClock({
  now = () => new Date(),
  onError,
}: {
  now?: () => Date;
  onError: (error: unknown) => void;
}): RealClock {
  const timers = new Set<NodeJS.Timeout>();
  return {
    now,
    schedule(milliseconds, task) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        Promise.resolve().then(task).catch(onError);
      }, milliseconds);
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}

export type VirtualClock = Clock & {
  /** Lets so many milliseconds pass, running everything due on the way, in order, one at a time. Rejects with what a task throws. */
  advance(milliseconds: number): Promise<void>;
  /** Lets time pass until nothing is scheduled any more. @throws when that does not happen within `limitMs` of virtual time (30 days). */
  run(limitMs?: number): Promise<void>;
};

type Task = { at: number; cancelled: boolean; run: () => void | Promise<void> };

const THIRTY_DAYS_MS = 30 * 24 * 3600 * 1000;

/** A clock that stands still until it is told to go on. */
export function virtualClock(start: Date): VirtualClock {
  let current = start.getTime();
  const tasks: Task[] = []; // kept sorted by time, then by the order of asking

  const runDueBefore = async (until: number): Promise<void> => {
    for (let next = tasks[0]; next && next.at <= until; next = tasks[0]) {
      tasks.shift();
      if (next.cancelled) continue; // they stay in the list until their turn: taking them out at once costs more
      current = Math.max(current, next.at);
      await next.run();
    }
  };
  return {
    now: () => new Date(current),
    schedule(milliseconds, run) {
      const task = { at: current + Math.max(0, milliseconds), cancelled: false, run };
      tasks.splice(placeFor(tasks, task.at), 0, task);
      return () => {
        task.cancelled = true;
      };
    },
    async advance(milliseconds) {
      const until = current + milliseconds;
      await runDueBefore(until);
      current = until;
    },
    async run(limitMs = THIRTY_DAYS_MS) {
      await runDueBefore(current + limitMs);
      if (tasks.some(({ cancelled }) => !cancelled))
        throw new Error(`Something is still scheduled after ${limitMs} ms of virtual time`);
    },
  };
}

/** The first place after every task due at the same time or before. */
function placeFor(tasks: readonly Task[], at: number): number {
  let low = 0;
  let high = tasks.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const task = tasks[middle];
    if (task && task.at <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}
