import { SearchItem, SearchQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { searchClients } from './search.ts';

export type SearchDeps = {
  db: Kysely<Database>;
  findDeals: (tx: Tx, asked: { workspaceId: string; q: string; limit: number }) => Promise<SearchItem[]>;
};

/** The one search box: names, numbers, companies, deals. */
export function searchRoutes({ db, findDeals }: SearchDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/search',
      {
        schema: {
          summary: 'Find contacts, companies, leads and deals by a fragment of a name, number or title',
          tags: ['Search'],
          querystring: SearchQuery,
          response: { 200: Type.Object({ items: Type.Array(SearchItem) }), ...failures(401, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const { q, limit = 10, clients: only = false } = request.query;
        return inWorkspace(db, workspaceId, async (tx) => {
          const clients = await searchClients(tx, { workspaceId, q, limit });
          if (only) return { items: clients };
          // Clients come first, but however many there are, a deal that is looked for has a place.
          const deals = await findDeals(tx, { workspaceId, q, limit: Math.max(limit - clients.length, Math.ceil(limit / 4)) });
          return { items: [...clients.slice(0, limit - deals.length), ...deals] };
        });
      },
    );
  };
}
