/** Resolves at SIGTERM or SIGINT. A second signal, or ten seconds, ends the process whatever still runs. */
export function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    const stop = (): void => {
      process.once('SIGINT', () => process.exit(1));
      process.once('SIGTERM', () => process.exit(1));
      setTimeout(() => process.exit(1), 10_000).unref();
      resolve();
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
}
