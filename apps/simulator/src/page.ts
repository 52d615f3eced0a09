import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Cloud } from './cloud.ts';
import { obeyPage } from './page-command.ts';
import { pageState } from './page-state.ts';

const POLICY = "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";
const GATHER_MS = 40;
const HEARTBEAT_MS = 25_000;

/** The page of the exchange at `/`, and beneath `/exchange/` what it reads and asks for. */
export async function servePage(app: FastifyInstance, cloud: Cloud): Promise<void> {
  await app.register(fastifyStatic, {
    root: fileURLToPath(new URL('../page/', import.meta.url)), // beside src as well as beside dist
    cacheControl: false,
    setHeaders: (reply) => {
      void reply.setHeader('content-security-policy', POLICY);
      void reply.setHeader('x-content-type-options', 'nosniff');
    },
  });
  const audience = openAudience(cloud);
  app.addHook('onClose', () => audience.close());
  app.get('/exchange/state', (request) => pageState(cloud, baseUrl(request)));
  app.get('/exchange/live', (request, reply) => audience.join(request, reply));
  app.post('/exchange/commands', (request, reply) => {
    try {
      obeyPage(cloud, request.body);
      return reply.code(204).send();
    } catch (error) {
      return reply.code(409).send({ message: error instanceof Error ? error.message : String(error) });
    }
  });
}

/** Everybody who looks at the page now: each gets the whole state after a change, gathered for a moment. */
function openAudience(cloud: Cloud) {
  const listeners = new Map<FastifyReply, string>();
  let timer: NodeJS.Timeout | undefined;
  const tell = (): void => {
    timer = undefined;
    for (const [reply, url] of listeners) reply.raw.write(`data: ${JSON.stringify(pageState(cloud, url))}\n\n`);
  };
  const leave = cloud.onChange(() => {
    if (listeners.size > 0) timer ??= setTimeout(tell, GATHER_MS);
  });
  const heart = setInterval(() => {
    for (const reply of listeners.keys()) reply.raw.write(': still here\n\n');
  }, HEARTBEAT_MS);
  return {
    join(request: FastifyRequest, reply: FastifyReply): void {
      reply.hijack();
      reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
      listeners.set(reply, baseUrl(request));
      request.raw.on('close', () => listeners.delete(reply));
      reply.raw.write(`data: ${JSON.stringify(pageState(cloud, baseUrl(request)))}\n\n`);
    },
    close(): void {
      leave();
      clearInterval(heart);
      clearTimeout(timer);
      for (const reply of listeners.keys()) reply.raw.end();
    },
  };
}

function baseUrl(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}
