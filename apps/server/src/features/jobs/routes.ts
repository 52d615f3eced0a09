import { IdParams, Job } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { type Identity, signedIn } from '../../http/identity.ts';
import { endJob, readJob } from '../../jobs/job-store.ts';

const tags = ['Jobs'];

/** Progress of work that goes on after its answer. Everybody sees and stops their own, administrators and supervisors all. */
export function jobRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/jobs/:id',
      {
        schema: {
          summary: 'Read how far a job is',
          tags,
          params: IdParams,
          response: { 200: Job, ...failures(401, 404, 422, 503) },
        },
      },
      async (request) => {
        const identity = signedIn(request);
        return inWorkspace(db, identity.workspaceId, (tx) => find(tx, identity, request.params.id));
      },
    );

    app.delete(
      '/api/v1/jobs/:id',
      {
        schema: {
          summary: 'Cancel a job',
          description: 'What it has done stays. A job that has ended stays as it is.',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const identity = signedIn(request);
        const { workspaceId } = identity;
        const { id } = request.params;
        await inWorkspace(db, workspaceId, async (tx) => {
          await find(tx, identity, id);
          await endJob(tx, { workspaceId, id, state: 'cancelled', at: now() });
        });
        return reply.code(204).send(null);
      },
    );
  };
}

async function find(tx: Tx, { workspaceId, userId, role }: Identity, id: string): Promise<Job> {
  const found = await readJob(tx, { workspaceId, id });
  if (!found || (role === 'agent' && found.createdBy !== userId)) throw new AppError('not-found', 'There is no such job.');
  return found.job;
}
