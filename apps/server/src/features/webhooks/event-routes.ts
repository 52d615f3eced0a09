import { PbxEventList, PbxEventQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { readEvents } from './read-events.ts';

/** 11.4: the last notifications with our answers. */
export function eventRoutes({ db }: { db: Kysely<Database> }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/telephony/events',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'Raw notifications, newest first',
          tags: ['Telephony'],
          querystring: PbxEventQuery,
          response: { 200: PbxEventList, ...failures(400, 401, 403, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => readEvents(tx, { workspaceId, ...request.query }));
      },
    );
  };
}
