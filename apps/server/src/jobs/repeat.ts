import type { Logger } from '../http/logging.ts';

export type Repeating = {
  /** Runs as soon as possible. */
  now: () => void;
  /** No new run; resolves when the current one has ended. */
  stop: () => Promise<void>;
};

/** Runs `work` every so often, never two at once. A failure is logged and the next run comes as planned. */
export function repeat({
  everyMs,
  work,
  name,
  log,
}: {
  everyMs: number;
  work: () => Promise<void>;
  name: string;
  log: Logger;
}): Repeating {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const run = (): void => {
    clearTimeout(timer);
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    again = false;
    running = work()
      .catch((err: unknown) => log.warn({ err, name }, 'Repeated work failed and will be tried again'))
      .finally(() => {
        running = undefined;
        if (again) run();
        else if (!stopped) timer = setTimeout(run, everyMs);
      });
  };
  timer = setTimeout(run, everyMs);
  return {
    now: run,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
