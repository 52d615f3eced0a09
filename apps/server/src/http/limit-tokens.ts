import type { FastifyInstance } from 'fastify';
import { AppError } from '../errors.ts';
import { hashToken } from './authenticate.ts';

const REQUESTS_MAX = 100;
const WINDOW_MS = 1000;
const TOKENS_MAX = 10_000;

/**
 * A token may make 100 requests in any second, counted by this process; more are 429 with `Retry-After`.
 *
 * @param clock - milliseconds that only go forward.
 */
export function limitTokens(app: FastifyInstance, clock: () => number = () => performance.now()): void {
  const recent = new Map<string, number[]>();
  app.addHook('onRequest', async (request, reply) => {
    if (request.identity?.via !== 'token') return;
    const key = hashToken(request.headers.authorization ?? '').toString('base64');
    const at = clock();
    const times = (recent.get(key) ?? []).filter((time) => time > at - WINDOW_MS);
    recent.delete(key); // to the end: the first of the map is the one idle longest
    recent.set(key, times);
    if (recent.size > TOKENS_MAX) recent.delete(recent.keys().next().value ?? '');
    if (times.length >= REQUESTS_MAX) {
      void reply.header('retry-after', '1');
      throw new AppError('too-many-requests', `A token may make ${REQUESTS_MAX} requests a second.`);
    }
    times.push(at);
  });
}
