import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import type { TestDatabase } from './database.ts';

export type Gate = {
  url: string;
  connection: ClientConfig;
  open(): void;
  shut(): void;
  freeze(): void;
  /** As a stopped server process: nothing comes through, nothing is lost, and after `open` all goes on. */
  stall(): void;
  close(): Promise<void>;
};

/** A door before the database that can be shut (connections are refused) or frozen (they get no answer). */
export async function openGate({ connection }: Pick<TestDatabase, 'connection'>): Promise<Gate> {
  let state: 'open' | 'shut' | 'frozen' | 'stalled' = 'open';
  const sockets = new Set<Socket>();
  const cut = () => sockets.forEach((socket) => socket.destroy());
  const server: Server = createServer((client) => {
    if (state === 'shut') client.destroy();
    const host = String(connection.host);
    const port = Number(connection.port);
    const upstream = host.startsWith('/') ? connect(join(host, `.s.PGSQL.${port}`)) : connect(port, host);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      if (state === 'stalled') socket.pause();
      socket.on('error', () => undefined);
      socket.on('close', () => [client, upstream].forEach((each) => each.destroy()));
    }
    client.on('data', (bytes) => void (state !== 'frozen' && upstream.write(bytes)));
    upstream.on('data', (bytes) => void (state !== 'frozen' && client.write(bytes)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const password = typeof connection.password === 'string' ? `:${encodeURIComponent(connection.password)}` : '';
  return {
    connection: { ...connection, host: '127.0.0.1', port },
    url: `postgres://${connection.user}${password}@127.0.0.1:${port}/${connection.database}`,
    open: () => {
      state = 'open';
      for (const socket of sockets) socket.resume();
    },
    stall: () => {
      state = 'stalled';
      for (const socket of sockets) socket.pause();
    },
    shut: () => {
      state = 'shut';
      cut();
    },
    freeze: () => (state = 'frozen'),
    close: async () => {
      cut();
      server.close();
    },
  };
}
