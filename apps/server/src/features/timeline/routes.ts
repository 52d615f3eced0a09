import { TimelineList, TimelineQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { type ReadCalls, readTimeline } from './read-timeline.ts';

type TimelineDeps = { db: Kysely<Database>; now: () => Date; readCalls: ReadCalls };

/** What happened with a client or deal: calls, texts, notes, tasks, deals (5.2). */
export function timelineRoutes({ db, now, readCalls }: TimelineDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/timeline',
      {
        schema: {
          summary: 'What happened with a client or deal, newest first',
          description:
            'Calls, texts, notes, tasks and deals in one list. A client’s has the notes and tasks of its deals too; a converted lead’s is that of the contact it became.',
          tags: ['Timeline'],
          querystring: TimelineQuery,
          response: { 200: TimelineList, ...failures(400, 401, 404, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) =>
          readTimeline(tx, { workspaceId, query: request.query, readCalls, now: now() }),
        );
      },
    );
  };
}
