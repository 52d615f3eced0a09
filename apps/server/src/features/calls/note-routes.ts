import { CallNoteCreate, CallNoteParams, CallNoteText, CallView, IdParams } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { callOr404 } from './read-calls.ts';
import { addNote, writeNote } from './what-people-say.ts';

const refusals = failures(400, 401, 403, 404, 422, 503);
const tags = ['Calls'];

/** Notes on a call, from many people, also while they talk (F12, 4.12). */
export function noteRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
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
      '/api/v1/calls/:id/notes/:noteId',
      {
        schema: {
          summary: 'Write a note while it is being typed',
          description: 'Under an id of the writer’s choice (UUIDv7), as often as it grows. Only its author can change a note.',
          tags,
          params: CallNoteParams,
          body: withExample(CallNoteText, { text: 'Asks for an offer by Fri' }),
          response: { 200: CallView, ...refusals },
        },
      },
      async (request) => {
        const { workspaceId, userId } = signedIn(request);
        const { id, noteId } = request.params;
        const { text } = request.body;
        return inWorkspace(db, workspaceId, async (tx) => {
          await callOr404(tx, workspaceId, id);
          await writeNote(tx, { workspaceId, userId, callId: id, at: now() }, { noteId, text });
          return callOr404(tx, workspaceId, id);
        });
      },
    );
  };
}
