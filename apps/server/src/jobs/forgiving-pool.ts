import type { Pool, PoolClient } from 'pg';

type Connected = (error: Error | undefined, client: PoolClient | undefined, release: (broken?: boolean | Error) => void) => void;

/**
 * The same pool for graphile-worker 0.17.3, which gives its listening connection back twice when it breaks while the queue stops: the
 * second time pg throws, where nobody catches it, and a server that answers calls would end. And a job that is still at work when the pool
 * has ended fails, and nobody catches that this can't be written down: whoever asks then gets no answer; the job goes on with the next start.
 */
export function forgivingPool(pool: Pool): Pool {
  const connect = (connected?: Connected): unknown =>
    connected === undefined
      ? pool.ending
        ? new Promise<never>(() => undefined)
        : pool.connect()
      : pool.connect((error, client, release) => {
          let released = false;
          connected(error, client, (broken) => {
            if (released) return;
            released = true;
            release(broken);
          });
        });
  return new Proxy(pool, {
    get: (target, name) => {
      if (name === 'connect') return connect;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
