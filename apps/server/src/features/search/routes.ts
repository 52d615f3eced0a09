import { SearchItem, SearchQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { search } from './search.ts';

/** The one search box: names, numbers, companies. */
export function searchRoutes({ db }: { db: Kysely<Database> }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/search',
      {
        schema: {
          summary: 'Find contacts, companies and leads by a fragment of a name or number',
          tags: ['Search'],
          querystring: SearchQuery,
          response: { 200: Type.Object({ items: Type.Array(SearchItem) }), ...failures(401, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const { q, limit = 10 } = request.query;
        return { items: await inWorkspace(db, workspaceId, (tx) => search(tx, { workspaceId, q, limit })) };
      },
    );
  };
}
