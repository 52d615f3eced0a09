import { Client, type ClientConfig } from 'pg';
import type { Logger } from '../http/logging.ts';

export type Listening = { close: () => Promise<void> };
type Input = {
  connection: ClientConfig;
  channels: Record<string, (payload: string) => void>;
  /** After the first connection and after every lost one: what was said meanwhile was missed. */
  onConnected: () => void;
  log: Logger;
};

const RETRY_MS = 1000;

/** Listens to other server processes through the database, for ever: a lost connection is made again every second. */
export function listen({ connection, channels, onConnected, log }: Input): Listening {
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  const again = (): void => {
    client = undefined;
    if (!closed) timer = setTimeout(() => void connect(), RETRY_MS);
  };
  const connect = async (): Promise<void> => {
    const fresh = new Client({
      ...connection,
      application_name: 'carillon listener',
      keepAlive: true,
      connectionTimeoutMillis: 5000,
    });
    client = fresh;
    fresh.on('notification', ({ channel, payload }) => channels[channel]?.(payload ?? ''));
    fresh.once('end', again);
    fresh.on('error', () => undefined); // 'end' follows
    try {
      await fresh.connect();
      for (const channel of Object.keys(channels)) await fresh.query(`listen ${fresh.escapeIdentifier(channel)}`);
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
      await client?.end().catch(() => undefined);
    },
  };
}
