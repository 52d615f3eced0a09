import { CallClientParams, CallList, CallListQuery, CallPatch, CallView, IdParams, ListOf, PbxEvent } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import type { Static } from 'typebox';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { noteRoutes } from './note-routes.ts';
import { callOutcomeRoutes } from './outcome-routes.ts';
import { callSourceRoutes } from './source-routes.ts';
import { callOr404, listCalls } from './read-calls.ts';
import { withSaid } from './with-said.ts';
import { chooseClient, setOutcome } from './what-people-say.ts';

export type CallDeps = {
  db: Kysely<Database>;
  /** For the journal of years. */
  readers: Kysely<Database>;
  now: () => Date;
  /** The raw events of one call, for administrators. */
  eventsOf: (tx: Tx, workspaceId: string, pbxCallId: string) => Promise<Static<typeof PbxEvent>[]>;
};

const refusals = failures(400, 401, 403, 404, 422, 503);
const tags = ['Calls'];

/** The journal (5.1) and what people say about its calls (F12). */
export function callRoutes(deps: CallDeps): FastifyPluginAsyncTypebox {
  const { db, readers, now } = deps;
  return async (app) => {
    await app.register(noteRoutes(deps));
    await app.register(callOutcomeRoutes(deps));
    await app.register(callSourceRoutes(deps));

    app.get(
      '/api/v1/calls',
      {
        schema: {
          summary: 'The journal, newest first',
          description: 'Calls between own extensions are left out unless `direction=internal` asks for them.',
          tags,
          querystring: CallListQuery,
          response: { 200: CallList, ...refusals },
        },
      },
      async (request) => {
        const who = signedIn(request);
        return inWorkspace(readers, who.workspaceId, async (tx) =>
          withSaid(tx, who, {
            page: await listCalls(tx, who.workspaceId, request.query, who),
            said: request.query.said,
            at: now(),
          }),
        );
      },
    );

    app.get(
      '/api/v1/calls/:id',
      { schema: { summary: 'One call', tags, params: IdParams, response: { 200: CallView, ...refusals } } },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => callOr404(tx, workspaceId, request.params.id));
      },
    );

    app.patch(
      '/api/v1/calls/:id',
      {
        schema: {
          summary: 'How it went, in people’s words',
          tags,
          params: IdParams,
          body: withExample(CallPatch, { outcome: 'Order' }),
          response: { 200: CallView, ...refusals },
        },
      },
      async (request) => {
        const { workspaceId, userId } = signedIn(request);
        const { id } = request.params;
        return inWorkspace(db, workspaceId, async (tx) => {
          await callOr404(tx, workspaceId, id);
          if (request.body.outcome !== undefined)
            await setOutcome(tx, { workspaceId, userId, callId: id, at: now() }, request.body.outcome);
          return callOr404(tx, workspaceId, id);
        });
      },
    );

    app.put(
      '/api/v1/calls/:id/clients/:type/:clientId',
      {
        schema: {
          summary: 'This client it was: make it the primary one',
          description: 'Remembered: the next call of this number begins with the same client.',
          tags,
          params: CallClientParams,
          response: { 200: CallView, ...refusals },
        },
      },
      async (request) => {
        const { workspaceId, userId } = signedIn(request);
        const { id, type, clientId } = request.params;
        return inWorkspace(db, workspaceId, async (tx) => {
          await callOr404(tx, workspaceId, id);
          await chooseClient(tx, { workspaceId, userId, callId: id, at: now() }, { type, clientId });
          return callOr404(tx, workspaceId, id);
        });
      },
    );

    app.get(
      '/api/v1/calls/:id/events',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'The notifications that told of it',
          tags,
          params: IdParams,
          response: { 200: ListOf(PbxEvent), ...refusals },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => {
          const { pbxCallId } = await callOr404(tx, workspaceId, request.params.id);
          return { items: pbxCallId === null ? [] : await deps.eventsOf(tx, workspaceId, pbxCallId), nextCursor: null };
        });
      },
    );
  };
}
