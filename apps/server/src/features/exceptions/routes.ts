import { ExceptionCreate, ExceptionList, ExceptionRemoval, IdParams, NumberException, NumberListQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { listEntries } from '../../number-lists/list-entries.ts';
import { EXCEPTIONS } from '../../number-lists/list.ts';
import { addException, removeException } from './change-exceptions.ts';

const tags = ['Exceptions'];

const EXAMPLE = {
  id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d03',
  pattern: '+79161112233',
  comment: 'Courier',
  expiresAt: null,
  hits: 5,
  lastHitAt: '2026-03-14T09:26:53.000Z',
  createdBy: { id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01', name: 'Anna' },
  createdAt: '2026-03-01T08:00:00.000Z',
};

/** Numbers that are no clients: courier, bank, family (10.8). Their calls go their way, with the label, and make no records. */
export function exceptionRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/exceptions',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'Numbers that are no clients, newest first',
          tags,
          querystring: NumberListQuery,
          response: {
            200: withExample(ExceptionList, { items: [EXAMPLE], nextCursor: null }),
            ...failures(400, 401, 403, 422, 503),
          },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        const { limit = 50, cursor, q } = request.query;
        return inWorkspace(db, workspaceId, (tx) => listEntries(tx, EXCEPTIONS, { workspaceId, limit, cursor, q }));
      },
    );

    app.post(
      '/api/v1/exceptions',
      {
        schema: {
          summary: 'Say that a number, or all that begin alike, are no clients',
          description:
            'The comment is the label shown when it calls. What a call has made of the number, and nobody has touched, is archived. An agent may say so of a number that is no client’s.',
          tags,
          body: withExample(ExceptionCreate, { pattern: '8 916 111-22-33', comment: 'Courier' }),
          response: {
            201: withExample(NumberException, EXAMPLE),
            ...failures(400, 401, 403, 'already-listed', 422, 'own-number', 503),
          },
        },
      },
      async (request, reply) => {
        const by = signedIn(request);
        const made = await inWorkspace(db, by.workspaceId, (tx) => addException(tx, by, { entry: request.body, now: now() }));
        return reply.code(201).send(made);
      },
    );

    app.delete(
      '/api/v1/exceptions/:id',
      {
        schema: {
          summary: 'Take an exception back',
          description: 'What it had archived comes back. An agent may take back what they have said themselves.',
          tags,
          params: IdParams,
          querystring: ExceptionRemoval,
          response: { 204: Type.Null(), ...failures(400, 401, 403, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const by = signedIn(request);
        await inWorkspace(db, by.workspaceId, (tx) =>
          removeException(tx, by, { id: request.params.id, ...request.query, at: now() }),
        );
        return reply.code(204).send(null);
      },
    );
  };
}
