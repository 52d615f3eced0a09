import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';
import { AppError } from '../errors.ts';
import { type Claim, claimKey, keepAnswer, type Kept, releaseKey } from './idempotency-store.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The idempotency key this request holds while it works. */
    idempotency: Claim | null;
  }
}

const WAIT_MS = 25_000;
const LOOK_MS = 50;

/**
 * Honours `Idempotency-Key` on every POST that makes something (201 or 202 in its schema), per user and for a day: the same request
 * again gets the same answer and has no second effect, another one with the same key is 409 `idempotency-mismatch`.
 */
export function honourIdempotency(app: FastifyInstance, { db, now }: { db: Kysely<Database>; now: () => Date }): void {
  app.decorateRequest('idempotency', null);

  app.addHook('preHandler', async (request, reply) => {
    const claim = claimOf(request);
    if (claim === undefined) return undefined;
    const kept = await claimOrWait(db, claim, now);
    if (kept === undefined) {
      request.idempotency = claim;
      return undefined;
    }
    if (kept.requestHash !== claim.requestHash) {
      throw new AppError('idempotency-mismatch', 'This Idempotency-Key was used for another request.');
    }
    if (kept.status === null)
      throw new AppError('conflict', 'The first request with this Idempotency-Key is still being worked on.');
    return reply
      .code(kept.status)
      .header('idempotency-replayed', 'true')
      .type('application/json; charset=utf-8')
      .serializer((body: string) => body) // as it left the first time
      .send(kept.body ?? '');
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const claim = request.idempotency;
    if (claim === null) return;
    request.idempotency = null;
    const made = reply.statusCode >= 200 && reply.statusCode < 300;
    if (made) await keepAnswer(db, claim, { status: reply.statusCode, body: typeof payload === 'string' ? payload : '' });
    else await releaseKey(db, claim);
  });
}

function claimOf(request: FastifyRequest): Claim | undefined {
  const key = request.headers['idempotency-key'];
  const { identity } = request;
  if (request.method !== 'POST' || key === undefined || identity === null || !makesSomething(request)) return undefined;
  if (typeof key !== 'string' || !/^[\x20-\x7e]{1,255}$/.test(key)) {
    throw new AppError('bad-request', 'An Idempotency-Key has 1 to 255 printable characters.');
  }
  const { workspaceId, userId } = identity;
  const requestHash = createHash('sha256')
    .update(`${request.url}\n${canonical(request.body)}`)
    .digest('hex');
  return { workspaceId, userId, key, requestHash };
}

function makesSomething(request: FastifyRequest): boolean {
  const responses = request.routeOptions.schema?.response;
  return typeof responses === 'object' && responses !== null && ('201' in responses || '202' in responses);
}

/** A request that holds the key is usually done in a moment: its answer is worth waiting for. */
async function claimOrWait(db: Kysely<Database>, claim: Claim, now: () => Date): Promise<Kept | undefined> {
  let kept = await claimKey(db, claim, now());
  for (let waited = 0; kept?.status === null && kept.requestHash === claim.requestHash && waited < WAIT_MS; waited += LOOK_MS) {
    await wait(LOOK_MS);
    kept = await claimKey(db, claim, now());
  }
  return kept;
}

/** JSON with sorted keys: their order means nothing. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
