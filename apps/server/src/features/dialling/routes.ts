import { createHash } from 'node:crypto';
import { Dialling, DiallingQuery, DialRequest, RequestedCall } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import { readNotPlaced } from '../../call-requests/request-store.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { dial } from './dial.ts';
import type { DiallingDeps } from './dialling-deps.ts';
import { readLock } from './dialling-lock.ts';
import { DIALLING_EXAMPLE } from './examples.ts';
import { readDialler } from './read-dialler.ts';
import { readTarget } from './read-target.ts';

const tags = ['Calls'];

/** Calling out (requirement 3). The answer is "asked", not "ringing": the PBX reports the rest by its notifications. */
export function diallingRoutes(deps: DiallingDeps): FastifyPluginAsyncTypebox {
  const { db, now } = deps;
  return async (app) => {
    app.post(
      '/api/v1/calls',
      {
        schema: {
          summary: 'Ring my phone, then connect it with this number',
          description:
            'Which phone rings follows from my profile. The call is `requested` and no row of the journal until the PBX dials; then it goes on under the same id. ' +
            'It is asked for once: after 504 `unknown-outcome` phones may be ringing, and the same Idempotency-Key finds the same call. ' +
            '409 `already-dialling` until the PBX dials for me, 45 seconds at most. Warnings (`GET /dialling`) stop nothing.',
          tags,
          body: withExample(DialRequest, { to: '+7 916 123-45-67' }),
          response: {
            202: RequestedCall,
            ...failures(
              400,
              401,
              403,
              'no-extension',
              'no-mobile',
              'not-connected',
              'already-dialling',
              422,
              'bad-number',
              'own-number',
              'provider-limit',
              502,
              'provider-refused',
              503,
              'unknown-outcome',
            ),
          },
        },
      },
      async (request, reply) => {
        const { to, about = null } = request.body;
        const call = await dial(deps, signedIn(request), { to, about, requestKey: keyOf(request) });
        return reply.code(202).send(call);
      },
    );

    app.get(
      '/api/v1/dialling',
      {
        schema: {
          summary: 'Whether and how I can call, and what speaks against calling a number',
          description: 'Without `to` it is about me alone. Warnings are for people to think of; they stop no call.',
          tags,
          querystring: DiallingQuery,
          response: { 200: withExample(Dialling, DIALLING_EXAMPLE), ...failures(401, 404, 422, 503) },
        },
      },
      (request) => {
        const by = signedIn(request);
        return inWorkspace(db, by.workspaceId, async (tx): Promise<Dialling> => {
          const at = now();
          const dialler = await readDialler(tx, by);
          const { because, device, extension, rings, callerId, freeDialling, othersClients } = dialler;
          const lock = await readLock(tx, by, at);
          const { to } = request.query;
          return {
            ready: because === null,
            because,
            device,
            extension,
            rings,
            callerId,
            freeDialling,
            othersClients,
            lock: lock && { ...lock, until: lock.until.toISOString() },
            notPlaced: await readNotPlaced(tx, { ...by, at }),
            now: at.toISOString(),
            to: to === undefined || to.trim() === '' ? null : await readTarget(tx, dialler, { typed: to, at }),
          };
        });
      },
    );
  };
}

/** Checked by the time a route runs (`http/idempotency.ts`). */
function keyOf({ headers }: FastifyRequest): string | null {
  const key = headers['idempotency-key'];
  return typeof key === 'string' ? createHash('sha256').update(key).digest('hex') : null;
}
