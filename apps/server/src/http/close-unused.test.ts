import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { closeUnused } from './close-unused.ts';

test('a connection that was opened in advance does not hold up the end, a used one that rests neither', async () => {
  const app = Fastify({ forceCloseConnections: 'idle' });
  closeUnused(app);
  app.get('/', () => 'whole');
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo; // it listens on a port, not on a path
  const unused = connect(port, '127.0.0.1');
  await once(unused, 'connect');
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe('whole');
  await Promise.all([once(unused, 'close'), app.close()]);
});
