import { BlacklistCreate, BlacklistEntry, BlacklistList, BlacklistQuery, IdParams, Problem } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Kysely, sql } from 'kysely';
import { Type } from 'typebox';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { blockNumber } from './block-number.ts';
import { listBlocks } from './list-blocks.ts';

export type BlacklistDeps = { db: Kysely<Database>; now: () => Date };

const tags = ['blacklist'];
const refused = { 401: Problem, 403: Problem, 422: Problem, 503: Problem };

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
          querystring: BlacklistQuery,
          response: { 200: BlacklistList, 400: Problem, ...refused },
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
          body: BlacklistCreate,
          response: { 201: BlacklistEntry, ...refused, 409: Problem },
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
          response: { 204: Type.Null(), ...refused, 404: Problem },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        await inWorkspace(db, workspaceId, async (tx) => {
          const { rows } = await sql<{ id: string; pattern: string }>`
            delete from number_blocks where workspace_id = ${workspaceId} and id = ${request.params.id} returning id, pattern
          `.execute(tx);
          if (!rows[0]) throw new AppError('not-found', 'There is no such entry.');
          await audit(tx, { workspaceId, userId, action: 'blacklist.removed', about: rows[0], at: now() });
        });
        return reply.code(204).send(null);
      },
    );
  };
}
