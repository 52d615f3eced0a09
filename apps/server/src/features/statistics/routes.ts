import { CallStatistics, StatisticsQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { readStatistics } from './read-statistics.ts';

/** Figures of the journal (5.7): who may read the one may read the other. */
export function statisticsRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/statistics/calls',
      {
        schema: {
          summary: 'The journal of a period, counted',
          description: '`calls` counts exactly the rows that `GET /calls` has for the same filter and period.',
          tags: ['Statistics'],
          querystring: StatisticsQuery,
          response: { 200: CallStatistics, ...failures(400, 401, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => readStatistics(tx, { workspaceId, now: now() }, request.query));
      },
    );
  };
}
