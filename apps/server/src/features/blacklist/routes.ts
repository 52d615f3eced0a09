import { BlacklistCreate, BlacklistEntry, BlacklistList, IdParams, NumberListQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Kysely, sql } from 'kysely';
import { Type } from 'typebox';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { blockNumber } from './block-number.ts';
import { listBlocks } from './list-blocks.ts';

export type BlacklistDeps = { db: Kysely<Database>; now: () => Date };

const tags = ['Blacklist'];

const EXAMPLE = {
  id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d02',
  pattern: '+44701*',
  comment: 'Premium-rate traps',
  expiresAt: null,
  hits: 3,
  lastHitAt: '2026-03-14T09:26:53.000Z',
  createdBy: { id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01', name: 'Anna' },
  createdAt: '2026-03-01T08:00:00.000Z',
};

/** Numbers whose calls are refused before anybody's phone rings (requirement 10). For supervisors and administrators. */
export function blacklistRoutes({ db, now }: BlacklistDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin', 'supervisor');
    });

    app.get(
      '/api/v1/blacklist',
      {
        schema: {
          summary: 'The blacklist, newest first',
          tags,
          querystring: NumberListQuery,
          response: {
            200: withExample(BlacklistList, { items: [EXAMPLE], nextCursor: null }),
            ...failures(400, 401, 403, 422, 503),
          },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        const { limit = 50, cursor, q } = request.query;
        return inWorkspace(db, workspaceId, (tx) => listBlocks(tx, { workspaceId, limit, cursor, q }));
      },
    );

    app.post(
      '/api/v1/blacklist',
      {
        schema: {
          summary: 'Refuse the calls of a number, or of all that begin alike',
          description:
            'A mask is the beginning of a number, five digits or more, and `*`. Own numbers are refused: 422 `own-number`.',
          tags,
          body: withExample(BlacklistCreate, { pattern: '+44701*', comment: 'Premium-rate traps' }),
          response: {
            201: withExample(BlacklistEntry, EXAMPLE),
            ...failures(400, 401, 403, 'already-listed', 422, 'own-number', 503),
          },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId: by } = signedIn(request);
        const made = await inWorkspace(db, workspaceId, async (tx) => {
          const id = await blockNumber(tx, { workspaceId, by, entry: request.body, now: now() });
          const { items } = await listBlocks(tx, { workspaceId, limit: 1, only: id });
          if (!items[0]) throw new AppError('internal', 'The new entry is not there.');
          return items[0];
        });
        return reply.code(201).send(made);
      },
    );

    app.delete(
      '/api/v1/blacklist/:id',
      {
        schema: {
          summary: 'Let a number call again',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 403, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        await inWorkspace(db, workspaceId, async (tx) => {
          const { rows } = await sql<{ id: string }>`
            delete from number_blocks where workspace_id = ${workspaceId} and id = ${request.params.id} returning id
          `.execute(tx);
          if (!rows[0]) throw new AppError('not-found', 'There is no such entry.');
          await audit(tx, { workspaceId, userId, action: 'blacklist.removed', about: rows[0], at: now() });
        });
        return reply.code(204).send(null);
      },
    );
  };
}
