import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../http/logging.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { type ServerCommand, type ServerProcess, startServerProcess } from './server-process.ts';

export type Keeper = { stop(): Promise<void> };

export type KeeperInput = {
  command: Omit<ServerCommand, 'onLine'>;
  log: Logger;
  /** How long to try while the folder is in use: old backends leave slowly. */
  patienceMs: number;
  /** The server died by itself; a new one is being started. */
  onDeath: () => void;
  /** It is back. */
  onRestart: () => void;
};

const PAUSE_MS = 100;
const NOT_YET = /already exists|already in use|still in use|Address already in use|could not bind|could not create lock file/i;

/**
 * Keeps a database server running until it is stopped: one that dies is started again at once, then every second.
 *
 * @throws {DatabaseUnavailable} when somebody else goes on using the folder for longer than our patience.
 */
export async function keepServer({ command, log, patienceMs, onDeath, onRestart }: KeeperInput): Promise<Keeper> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const start = () => startPatiently({ command, log, patienceMs, signal });
  let current = await start();

  const watch = async () => {
    for (;;) {
      await current.ended;
      if (signal.aborted) return;
      log.error('The database server died; it is started again');
      onDeath();
      while (!signal.aborted) {
        try {
          current = await start();
          onRestart();
          break;
        } catch (err) {
          log.error({ err }, 'The database server does not start');
          await delay(1_000, undefined, { signal }).catch(() => undefined);
        }
      }
      if (signal.aborted) current.stop();
    }
  };
  const watching = watch();
  return {
    stop: () => {
      stopping.abort();
      current.stop();
      return watching;
    },
  };
}

type Start = Pick<KeeperInput, 'command' | 'log' | 'patienceMs'> & { signal: AbortSignal };

async function startPatiently({ command, log, patienceMs, signal }: Start): Promise<ServerProcess> {
  const until = Date.now() + patienceMs;
  for (;;) {
    const server = startServerProcess({ ...command, onLine: (line) => log.debug({ line }, 'The database server says') });
    try {
      await server.ready;
      return server;
    } catch (cause) {
      await server.ended;
      const said = cause instanceof Error ? cause.message : '';
      if (!NOT_YET.test(said)) throw new Error(`The embedded database does not start: ${said}`, { cause });
      if (Date.now() > until || signal.aborted) {
        throw new DatabaseUnavailable(
          `The embedded database in ${command.cwd} is already in use: another Carillon runs on this data directory. Stop it, or choose another CARILLON_DATA_DIR.`,
          { cause },
        );
      }
    }
    await delay(PAUSE_MS);
  }
}
