import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Heard = { body: Buffer; headers: IncomingHttpHeaders };

/** Another CRM that listens to the provider's notifications, and does with them what the test says. */
export type OldSystem = {
  url: string;
  heard: Heard[];
  /** How it answers from now on; 200 `{"redirect":"999"}` at first. */
  answers: (how: (reply: ServerResponse) => void) => void;
  close: () => Promise<void>;
};

export async function openOldSystem(): Promise<OldSystem> {
  const heard: Heard[] = [];
  let answer = (reply: ServerResponse): void => void reply.end('{"redirect":"999"}');
  const server = createServer((request, reply) => {
    const parts: Buffer[] = [];
    request.on('error', () => undefined);
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      heard.push({ body: Buffer.concat(parts), headers: request.headers });
      answer(reply);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    url: `http://127.0.0.1:${port}/old/hook`,
    heard,
    answers: (how) => {
      answer = how;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
