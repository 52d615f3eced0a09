import { IdParams, PageQuery, Pipeline, PipelineCreate, PipelineList, PipelinePatch } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { ensureDefaultPipeline } from '../../work/default-pipeline.ts';
import { readPipeline, readPipelines } from './read-pipelines.ts';
import { createPipeline, patchPipeline } from './write-pipeline.ts';

const tags = ['Pipelines'];
const STAGES = [{ name: 'New' }, { name: 'Offer' }, { name: 'Won', kind: 'won' }, { name: 'Lost', kind: 'lost' }];

/** The ways deals go. Everybody reads them, supervisors and administrators change them. */
export function pipelineRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/pipelines',
      {
        schema: {
          summary: 'List pipelines with their stages in order',
          description: 'The default one first: a workspace always has one. They are few and come on one page.',
          tags,
          querystring: PageQuery,
          response: { 200: PipelineList, ...failures(401, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => {
          await ensureDefaultPipeline(tx, workspaceId, now());
          return { items: await readPipelines(tx, workspaceId), nextCursor: null };
        });
      },
    );

    app.get(
      '/api/v1/pipelines/:id',
      {
        schema: {
          summary: 'Read a pipeline',
          tags,
          params: IdParams,
          response: { 200: Pipeline, ...failures(401, 404, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => readPipeline(tx, workspaceId, request.params.id));
      },
    );

    app.post(
      '/api/v1/pipelines',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'Make a pipeline',
          tags,
          body: withExample(PipelineCreate, { name: 'Repairs', stages: STAGES }),
          response: { 201: Pipeline, ...failures(400, 401, 403, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const at = now();
        const made = await inWorkspace(db, workspaceId, async (tx) => {
          const pipeline = await createPipeline(tx, { workspaceId, at }, request.body);
          await audit(tx, { workspaceId, userId, action: 'pipeline.created', about: { pipelineId: pipeline.id }, at });
          return pipeline;
        });
        return reply.code(201).send(made);
      },
    );

    app.patch(
      '/api/v1/pipelines/:id',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'Change a pipeline',
          description:
            'A JSON merge patch. `stages` replaces the list in its order: with `id` a stage there is, without a new one. A stage with deals must stay: 409 `conflict`.',
          tags,
          params: IdParams,
          body: withExample(PipelinePatch, { name: 'Repairs', isDefault: true }),
          response: { 200: Pipeline, ...failures(400, 401, 403, 404, 409, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId, userId } = signedIn(request);
        const { id } = request.params;
        const at = now();
        return inWorkspace(db, workspaceId, async (tx) => {
          const pipeline = await patchPipeline(tx, { workspaceId, at }, { id, patch: request.body });
          await audit(tx, { workspaceId, userId, action: 'pipeline.changed', about: { pipelineId: id }, at });
          return pipeline;
        });
      },
    );
  };
}
