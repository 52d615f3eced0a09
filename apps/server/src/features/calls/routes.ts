import {
  CallClientParams,
  CallList,
  CallListQuery,
  CallNoteCreate,
  CallPatch,
  CallView,
  IdParams,
  ListOf,
  PbxEvent,
} from '@carillon/contract';
import { readNumber } from '@carillon/telephony';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import type { Static } from 'typebox';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { typedNumberDoor } from '../../people/number-door.ts';
import { listCalls, readCall } from './read-calls.ts';
import { addNote, chooseClient, setOutcome } from './what-people-say.ts';

export type CallDeps = {
  db: Kysely<Database>;
  now: () => Date;
  /** The raw events of one call, for administrators. */
  eventsOf: (tx: Tx, workspaceId: string, pbxCallId: string) => Promise<Static<typeof PbxEvent>[]>;
};

const refusals = failures(400, 401, 403, 404, 422, 503);
const tags = ['Calls'];

/** The journal (5.1) and what people say about its calls (F12). */
export function callRoutes(deps: CallDeps): FastifyPluginAsyncTypebox {
  const { db, now } = deps;
  return async (app) => {
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
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => {
          const readings = await readingsOf(tx, workspaceId, request.query.number);
          return listCalls(tx, { ...request.query, workspaceId, readings });
        });
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

    app.post(
      '/api/v1/calls/:id/notes',
      {
        schema: {
          summary: 'Add a note',
          tags,
          params: IdParams,
          body: withExample(CallNoteCreate, { text: 'Asks for an offer by Friday' }),
          response: { 201: CallView, ...refusals },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const { id } = request.params;
        const call = await inWorkspace(db, workspaceId, async (tx) => {
          await callOr404(tx, workspaceId, id);
          await addNote(tx, { workspaceId, userId, callId: id, at: now() }, request.body.text);
          return callOr404(tx, workspaceId, id);
        });
        return reply.code(201).send(call);
      },
    );

    app.put(
      '/api/v1/calls/:id/clients/:type/:clientId',
      {
        schema: {
          summary: 'This client it was: make it the primary one',
          tags,
          params: CallClientParams,
          response: { 200: CallView, ...refusals },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const { id, type, clientId } = request.params;
        return inWorkspace(db, workspaceId, async (tx) => {
          await callOr404(tx, workspaceId, id);
          await chooseClient(tx, { workspaceId, callId: id, now: now() }, { type, clientId });
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

async function callOr404(tx: Tx, workspaceId: string, id: string): Promise<Static<typeof CallView>> {
  const call = await readCall(tx, workspaceId, id);
  if (call === undefined) throw new AppError('not-found', 'There is no such call.');
  return call;
}

/** The number as typed, in all its valid readings; what is no number finds nothing. */
async function readingsOf(tx: Tx, workspaceId: string, number: string | undefined): Promise<readonly string[] | undefined> {
  if (number === undefined) return undefined;
  const reading = readNumber(number, await typedNumberDoor(tx, workspaceId));
  return reading.kind === 'number' ? reading.readings : [];
}
