import { IdParams, MissedCall, MissedCallList, MissedCallsQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { type Identity, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { claim, resolveByHand, unclaim } from './claim.ts';
import { EXAMPLE } from './example.ts';
import { listMissed } from './list-missed.ts';

export type MissedDeps = { db: Kysely<Database>; now: () => Date };

const tags = ['Missed calls'];

/** Callers nobody has talked with yet (requirement 9), for everybody of the company. */
export function missedRoutes({ db, now }: MissedDeps): FastifyPluginAsyncTypebox {
  const act = (
    { workspaceId, userId }: Identity,
    id: string,
    work: (tx: Tx, who: { workspaceId: string; userId: string; id: string; now: Date }) => Promise<void>,
  ): Promise<MissedCall> =>
    inWorkspace(db, workspaceId, async (tx) => {
      await work(tx, { workspaceId, userId, id, now: now() });
      const { items } = await listMissed(tx, { workspaceId, open: undefined, limit: 1, cursor: undefined, now: now(), only: id });
      if (!items[0]) throw new AppError('not-found', 'There is no such missed call.');
      return items[0];
    });

  return async (app) => {
    app.get(
      '/api/v1/missed-calls',
      {
        schema: {
          summary: 'Callers nobody reached: those who wait, those who were called back, or both',
          description:
            'One item a caller. With `open=true` those with an open deal come first, then the newest; otherwise the newest come first. The list stays readable while requirement 9 is switched off.',
          tags,
          querystring: MissedCallsQuery,
          response: {
            200: withExample(MissedCallList, { items: [EXAMPLE], nextCursor: null, total: 1 }),
            ...failures(400, 401, 422, 503),
          },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        const { open, limit = 50, cursor } = request.query;
        return inWorkspace(db, workspaceId, (tx) => listMissed(tx, { workspaceId, open, limit, cursor, now: now() }));
      },
    );

    app.put(
      '/api/v1/missed-calls/:id/claim',
      {
        schema: {
          summary: 'I call this caller back: claims the reminder for ten minutes',
          description: '409 `already-claimed` while a colleague holds it, 409 `conflict` when the caller does not wait any more.',
          tags,
          params: IdParams,
          response: {
            200: withExample(MissedCall, EXAMPLE),
            ...failures(401, 404, 'already-claimed', 'conflict', 422, 503),
          },
        },
      },
      (request) => act(signedIn(request), request.params.id, claim),
    );

    app.delete(
      '/api/v1/missed-calls/:id/claim',
      {
        schema: {
          summary: 'I do not call back after all: a colleague may',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 404, 'already-claimed', 422, 503) },
        },
      },
      async (request, reply) => {
        await act(signedIn(request), request.params.id, unclaim);
        return reply.code(204).send(null);
      },
    );

    app.put(
      '/api/v1/missed-calls/:id/resolution',
      {
        schema: {
          summary: 'Done: closes the reminder and its task',
          tags,
          params: IdParams,
          response: { 200: withExample(MissedCall, EXAMPLE), ...failures(401, 404, 422, 503) },
        },
      },
      (request) => act(signedIn(request), request.params.id, resolveByHand),
    );
  };
}
