import { CallSources } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { readSources } from './read-sources.ts';

const EXAMPLE = { items: ['Billboard', 'google', 'Website'], nextCursor: null };

/** What the journal can be filtered by (5.7, 5.12). */
export function callSourceRoutes({ db }: { db: Kysely<Database> }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/call-sources',
      {
        schema: {
          summary: 'Where calls come from, by name',
          description:
            'The sources of our numbers and of the visits that led to a call: what `source` of the journal filters by.',
          tags: ['Calls'],
          response: { 200: withExample(CallSources, EXAMPLE), ...failures(401, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => ({ items: await readSources(tx, workspaceId), nextCursor: null }));
      },
    );
  };
}
