import {
  Deal,
  DealBoard,
  DealBoardQuery,
  DealCreate,
  DealList,
  DealListQuery,
  DealPatch,
  IdParams,
  type Pipeline,
} from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { readBoard } from './deal-board.ts';
import { listDeals } from './list-deals.ts';
import { archiveDeal, createDeal, patchDeal, readDeal } from './write-deal.ts';

export type DealDeps = {
  db: Kysely<Database>;
  now: () => Date;
  /** The one with this id, or the default one. */
  pipelineOf: (tx: Tx, asked: { workspaceId: string; id: string | undefined; at: Date }) => Promise<Pipeline>;
};

const tags = ['Deals'];

/** What clients may buy, on its way through the stages of a pipeline. */
// long because: it is a table of routes
export function dealRoutes({ db, now, pipelineOf }: DealDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/deals',
      {
        schema: {
          summary: 'List deals, the last changed first',
          description: '`q` finds fragments of titles; `open=true` leaves out what is won or lost.',
          tags,
          querystring: DealListQuery,
          response: { 200: DealList, ...failures(400, 401, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => listDeals(tx, workspaceId, request.query));
      },
    );

    app.get(
      '/api/v1/deals/board',
      {
        schema: {
          summary: 'A pipeline as a board: the newest deals of each stage, their number and sums',
          description: 'Without `pipelineId` the default one. More of a stage: `GET /deals?stageId=&cursor=`.',
          tags,
          querystring: DealBoardQuery,
          response: { 200: DealBoard, ...failures(400, 401, 404, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        const { query } = request;
        return inWorkspace(db, workspaceId, async (tx) => {
          const pipeline = await pipelineOf(tx, { workspaceId, id: query.pipelineId, at: now() });
          return readBoard(tx, workspaceId, { pipeline, query });
        });
      },
    );

    app.post(
      '/api/v1/deals',
      {
        schema: {
          summary: 'Make a deal',
          description: 'Without a stage it begins where deals of its pipeline begin, without a pipeline in the default one.',
          tags,
          body: withExample(DealCreate, { title: 'Окна', amount: '120000.00', currency: 'RUB' }),
          response: { 201: Deal, ...failures(400, 401, 409, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        const made = await inWorkspace(db, workspaceId, (tx) => createDeal(tx, { workspaceId, at: now() }, request.body));
        return reply.code(201).send(made);
      },
    );

    app.get(
      '/api/v1/deals/:id',
      { schema: { summary: 'Read a deal', tags, params: IdParams, response: { 200: Deal, ...failures(401, 404, 422, 503) } } },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => readDeal(tx, workspaceId, request.params.id));
      },
    );

    app.patch(
      '/api/v1/deals/:id',
      {
        schema: {
          summary: 'Change a deal, or move it to another stage',
          description: 'A JSON merge patch: what is not named stays. `closedAt` follows the stage.',
          tags,
          params: IdParams,
          body: withExample(DealPatch, { stageId: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d03' }),
          response: { 200: Deal, ...failures(400, 401, 404, 409, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        const { id } = request.params;
        return inWorkspace(db, workspaceId, (tx) => patchDeal(tx, { workspaceId, at: now() }, { id, patch: request.body }));
      },
    );

    app.delete(
      '/api/v1/deals/:id',
      {
        schema: {
          summary: 'Archive a deal',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        await inWorkspace(db, workspaceId, (tx) => archiveDeal(tx, { workspaceId, at: now() }, request.params.id));
        return reply.code(204).send(null);
      },
    );
  };
}
