import { LiveBoard, LiveBoardQuery } from '@carillon/contract';
import { isTimezone } from '@carillon/telephony';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { invalid } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { readBoard } from './read-board.ts';

/** What is happening now, for supervisors. */
export function liveBoardRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/live-board',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'Who is on the phone with whom, who waits, and how the day goes',
          tags: ['Statistics'],
          querystring: LiveBoardQuery,
          response: { 200: LiveBoard, ...failures(401, 403, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const { timezone = 'UTC' } = request.query;
        if (!isTimezone(timezone)) throw invalid('/timezone', 'is no time zone');
        return inWorkspace(db, workspaceId, (tx) => readBoard(tx, { workspaceId, now: now(), timezone }));
      },
    );
  };
}
