import { IdParams, LostCallerList, LostCallersQuery, LostCallerTasks, LostCallerTasksCreate } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { invalid } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { EXAMPLE } from './example.ts';
import { listLostCallers } from './list-lost-callers.ts';
import { makeTasks } from './make-tasks.ts';
import { takeBackTasks } from './take-back-tasks.ts';

const tags = ['Statistics'];
const PERIOD = { from: '2026-02-13T00:00:00Z', to: '2026-03-15T00:00:00Z' };

/** "What you lost last month": the people behind the figure, and tasks for them. For administrators and supervisors. */
export function lostCallerRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', onlyFor('admin', 'supervisor'));
    app.get(
      '/api/v1/lost-callers',
      {
        schema: {
          summary: 'Callers of a period whom nobody talked to within 24 hours, and nobody since',
          description:
            'Those the figure `lost` of the statistics counts, without those reached later, on the blacklist, “not a client”, or of the company itself. Who called last comes first.',
          tags,
          querystring: LostCallersQuery,
          response: { 200: withExample(LostCallerList, EXAMPLE), ...failures(400, 401, 403, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        const { limit = 50, cursor, ...period } = request.query;
        const asked = { workspaceId, now: now(), limit, cursor, ...readPeriod(period) };
        return inWorkspace(db, workspaceId, (tx) => listLostCallers(tx, asked));
      },
    );

    app.post(
      '/api/v1/lost-callers/tasks',
      {
        schema: {
          summary: 'Make a task to call back for each lost caller, or for those named',
          description:
            'For the client’s responsible, else the default responsible, else whoever asks. A caller who has such a task, or an open reminder with one, gets no second one, whoever asks at the same moment. A task closes itself when somebody has talked with the caller for ten seconds, unless a person has worded it anew or opened it again.',
          tags,
          body: withExample(LostCallerTasksCreate, { ...PERIOD, numbers: ['+79161234567'] }),
          response: { 201: LostCallerTasks, ...failures(400, 401, 403, 409, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const { numbers, ...period } = request.body;
        const wanted = { workspaceId, userId, now: now(), numbers, ...readPeriod(period) };
        return reply.code(201).send(await inWorkspace(db, workspaceId, (tx) => makeTasks(tx, wanted)));
      },
    );

    app.delete(
      '/api/v1/lost-callers/tasks/:id',
      {
        schema: {
          summary: 'Take back the tasks that one request made',
          description: 'Those that are done already stay.',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 403, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        await inWorkspace(db, workspaceId, (tx) => takeBackTasks(tx, { workspaceId, userId, id: request.params.id, now: now() }));
        return reply.code(204).send(null);
      },
    );
  };
}

function readPeriod({ from, to }: { from: string; to: string }): { from: Date; to: Date } {
  if (Date.parse(to) < Date.parse(from)) throw invalid('/to', 'lies before the beginning');
  return { from: new Date(from), to: new Date(to) };
}
