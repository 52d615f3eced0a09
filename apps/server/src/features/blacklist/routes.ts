import {
  BlacklistBatch,
  BlacklistBatchReport,
  BlacklistCreate,
  BlacklistEntry,
  BlacklistList,
  BlacklistPreview,
  BlacklistPreviewQuery,
  IdParams,
  NumberListQuery,
} from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { listEntries } from '../../number-lists/list-entries.ts';
import { BLACKLIST } from '../../number-lists/list.ts';
import { removeEntry } from '../../number-lists/remove-entry.ts';
import { blockMany, blockNumber } from './block-numbers.ts';
import { previewBlock } from './preview-block.ts';

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

const BATCH = { patterns: ['+44701*', '8 916 765-43-21', 'Petrov'], comment: 'Spam' };
const REPORT = {
  added: 1,
  items: [
    { typed: '+44701*', entry: EXAMPLE, error: null },
    {
      typed: 'Petrov',
      entry: null,
      error: { code: 'invalid' as const, detail: 'must be a telephone number, or its beginning and *' },
    },
  ],
};
const PREVIEW = { pattern: '+44701*', from: '2026-02-12T09:26:53.000Z', calls: 12, fromClients: 2 };

/** Numbers whose calls are refused before anybody's phone rings (requirement 10). The list is for supervisors and administrators. */
export function blacklistRoutes({ db, now }: BlacklistDeps): FastifyPluginAsyncTypebox {
  const supervisors = onlyFor('admin', 'supervisor');
  return async (app) => {
    app.get(
      '/api/v1/blacklist',
      {
        onRequest: supervisors,
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
        return inWorkspace(db, workspaceId, (tx) => listEntries(tx, BLACKLIST, { workspaceId, limit, cursor, q }));
      },
    );

    app.post(
      '/api/v1/blacklist',
      {
        schema: {
          summary: 'Refuse the calls of a number, or of all that begin alike',
          description:
            'A mask is the beginning of a number, five digits or more, and `*`. Own numbers are refused: 422 `own-number`. An agent may block a number that is no client’s; the supervisors are told.',
          tags,
          body: withExample(BlacklistCreate, { pattern: '+44701*', comment: 'Premium-rate traps' }),
          response: {
            201: withExample(BlacklistEntry, EXAMPLE),
            ...failures(400, 401, 403, 'already-listed', 422, 'own-number', 503),
          },
        },
      },
      async (request, reply) => {
        const by = signedIn(request);
        const made = await inWorkspace(db, by.workspaceId, (tx) => blockNumber(tx, by, { entry: request.body, now: now() }));
        return reply.code(201).send(made);
      },
    );

    app.post(
      '/api/v1/blacklist/batch',
      {
        onRequest: supervisors,
        schema: {
          summary: 'Put many numbers and masks on the blacklist',
          description:
            'Each line is read for itself: `items` says in their order what became of it. Comment and expiry are for all.',
          tags,
          body: withExample(BlacklistBatch, BATCH),
          response: { 201: withExample(BlacklistBatchReport, REPORT), ...failures(400, 401, 403, 422, 503) },
        },
      },
      async (request, reply) => {
        const by = signedIn(request);
        const report = await inWorkspace(db, by.workspaceId, (tx) => blockMany(tx, by, { batch: request.body, now: now() }));
        return reply.code(201).send(report);
      },
    );

    app.get(
      '/api/v1/blacklist/preview',
      {
        onRequest: supervisors,
        schema: {
          summary: 'What an entry would have done: incoming calls of the last 30 days',
          description: '`fromClients`: how many of these calls were of clients. Counted to 10,000.',
          tags,
          querystring: BlacklistPreviewQuery,
          response: { 200: withExample(BlacklistPreview, PREVIEW), ...failures(400, 401, 403, 422, 'own-number', 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => previewBlock(tx, { workspaceId, typed: request.query.pattern, now: now() }));
      },
    );

    app.delete(
      '/api/v1/blacklist/:id',
      {
        schema: {
          summary: 'Let a number call again',
          description: 'An agent may take back what they have listed.',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 403, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const by = signedIn(request);
        await inWorkspace(db, by.workspaceId, (tx) => removeEntry(tx, BLACKLIST, { by, id: request.params.id, at: now() }));
        return reply.code(204).send(null);
      },
    );
  };
}
