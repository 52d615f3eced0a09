import { createServer } from 'node:net';

const PORTS_TRIED = 100;

/** The first port from `from` on (0: any) on which nobody listens. @throws when a hundred in a row are taken. */
export async function freePort(host: string, from: number): Promise<number> {
  for (let port = from; port < from + PORTS_TRIED && port <= 65_535; port += 1) {
    const found = await tryPort(host, port);
    if (found !== undefined) return found;
  }
  throw new Error(`No free port from ${from} on.`);
}

/** The port if it can be listened on; for 0 the one the system chose. */
function tryPort(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
