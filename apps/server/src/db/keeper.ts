import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../http/logging.ts';
import { DatabaseUnavailable } from './database-unavailable.ts';
import { type ServerCommand, type ServerProcess, startServerProcess } from './server-process.ts';

export type Keeper = { stop(): Promise<void> };

export type KeeperInput = {
  command: Omit<ServerCommand, 'onLine'>;
  log: Logger;
  /** The server died by itself; a new one is being started. */
  onDeath: () => void;
  /** It is back. */
  onRestart: () => void;
};

const PATIENCE_MS = 10_000; // old backends leave slowly
const PAUSE_MS = 100;
const NOT_YET = /already exists|already in use|still in use|Address already in use|could not bind|could not create lock file/i;

/**
 * Keeps a database server running until it is stopped: one that dies is started again at once, then every second.
 *
 * @throws {DatabaseUnavailable} when somebody else goes on using the folder for 10 s.
 */
export async function keepServer({ command, log, onDeath, onRestart }: KeeperInput): Promise<Keeper> {
  let stopping = false;
  let current = await startPatiently(command, log);

  const watch = async () => {
    for (;;) {
      await current.ended;
      if (stopping) return;
      log.error('The database server died; it is started again');
      onDeath();
      while (!stopping) {
        try {
          current = await startPatiently(command, log, () => stopping);
          onRestart();
          break;
        } catch (err) {
          log.error({ err }, 'The database server does not start');
          await delay(1_000);
        }
      }
      if (stopping) current.stop();
    }
  };
  const watching = watch();
  return {
    stop: () => {
      stopping = true;
      current.stop();
      return watching;
    },
  };
}

async function startPatiently(
  command: KeeperInput['command'],
  log: Logger,
  given: () => boolean = () => false,
): Promise<ServerProcess> {
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const server = startServerProcess({ ...command, onLine: (line) => log.debug({ line }, 'The database server says') });
    try {
      await server.ready;
      return server;
    } catch (cause) {
      await server.ended;
      const said = cause instanceof Error ? cause.message : '';
      if (!NOT_YET.test(said)) throw new Error(`The embedded database does not start: ${said}`, { cause });
      if (Date.now() > until || given()) {
        throw new DatabaseUnavailable(
          `The embedded database in ${command.cwd} is already in use: another Carillon runs on this data directory. Stop it, or choose another CARILLON_DATA_DIR.`,
          { cause },
        );
      }
    }
    await delay(PAUSE_MS);
  }
}
