import { setTimeout as delay } from 'node:timers/promises';
import { Client, type ClientConfig } from 'pg';
import type { Logger } from '../http/logging.ts';

export type Listening = { close: () => Promise<void> };
type Input = {
  connection: ClientConfig;
  channels: Record<string, (payload: string) => void>;
  /** After the first connection and after every lost one: what was said meanwhile was missed. */
  onConnected: () => void;
  log: Logger;
  signOfLifeMs?: number;
};

const RETRY_MS = 1000;
const SIGN_OF_LIFE_MS = 10_000;
const ANSWER_TIMEOUT_MS = 5000;
const END_TIMEOUT_MS = 1000;

/**
 * Listens to other server processes through the database, for ever: a lost connection is made again every second. One that only
 * listens would never notice that nobody is there any more, so it asks for a sign of life now and then.
 */
export function listen({ connection, channels, onConnected, log, signOfLifeMs = SIGN_OF_LIFE_MS }: Input): Listening {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let living: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (): void => {
    client = undefined;
    clearInterval(living);
    if (!closed) timer = setTimeout(() => void connect(), RETRY_MS);
  };
  const connect = async (): Promise<void> => {
    const fresh = newListener(connection);
    client = fresh;
    fresh.on('notification', ({ channel, payload }) => channels[channel]?.(payload ?? ''));
    fresh.once('end', again);
    fresh.on('error', () => undefined); // 'end' follows
    try {
      await fresh.connect();
      for (const channel of Object.keys(channels)) await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`);
      living = setInterval(() => askForLife(fresh), signOfLifeMs);
      onConnected();
    } catch (err) {
      log.debug({ err }, 'The database cannot be listened to yet');
      await fresh.end().catch(() => undefined);
      if (client === fresh) again();
    }
  };
  void connect();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      clearInterval(living);
      const ended = client?.end().catch(() => undefined);
      await Promise.race([ended, delay(END_TIMEOUT_MS, undefined, { ref: false })]); // a silent server confirms nothing
    },
  };
}

const newListener = (connection: ClientConfig): Client =>
  new Client({
    ...connection,
    application_name: 'carillon listener',
    keepAlive: true,
    connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
  });

function askForLife(client: Client): void {
  client.query('select 1').catch(() => client.connection.stream.destroy()); // 'end' follows, and with it a new connection
}
