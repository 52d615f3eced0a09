import { IdParams, Note, NoteCreate, NoteList, NoteListQuery, NotePatch } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { listNotes } from './list-notes.ts';
import { createNote, deleteNote, readNote, rewriteNote } from './write-note.ts';

const tags = ['Notes'];
const EXAMPLE = {
  about: { type: 'contact', id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d04' },
  text: 'Prefers to be called after six',
};

/** What people write about clients and deals. */
export function noteRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  const writer = (request: FastifyRequest) => ({ ...signedIn(request), at: now() });
  return async (app) => {
    app.get(
      '/api/v1/notes',
      {
        schema: {
          summary: 'List the notes about a client or deal, newest first',
          tags,
          querystring: NoteListQuery,
          response: { 200: NoteList, ...failures(400, 401, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => listNotes(tx, workspaceId, request.query));
      },
    );

    app.post(
      '/api/v1/notes',
      {
        schema: {
          summary: 'Write a note',
          tags,
          body: withExample(NoteCreate, EXAMPLE),
          response: { 201: Note, ...failures(400, 401, 409, 422, 503) },
        },
      },
      async (request, reply) => {
        const by = writer(request);
        return reply.code(201).send(await inWorkspace(db, by.workspaceId, (tx) => createNote(tx, by, request.body)));
      },
    );

    app.get(
      '/api/v1/notes/:id',
      { schema: { summary: 'Read a note', tags, params: IdParams, response: { 200: Note, ...failures(401, 404, 422, 503) } } },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => readNote(tx, workspaceId, request.params.id));
      },
    );

    app.patch(
      '/api/v1/notes/:id',
      {
        schema: {
          summary: 'Rewrite a note of mine; supervisors anybody’s',
          tags,
          params: IdParams,
          body: withExample(NotePatch, { text: 'Prefers to be called after seven' }),
          response: { 200: Note, ...failures(400, 401, 403, 404, 422, 503) },
        },
      },
      (request) => {
        const by = writer(request);
        const { id } = request.params;
        return inWorkspace(db, by.workspaceId, (tx) => rewriteNote(tx, by, { id, text: request.body.text }));
      },
    );

    app.delete(
      '/api/v1/notes/:id',
      {
        schema: {
          summary: 'Delete a note of mine; supervisors anybody’s',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 403, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const by = writer(request);
        await inWorkspace(db, by.workspaceId, (tx) => deleteNote(tx, by, request.params.id));
        return reply.code(204).send(null);
      },
    );
  };
}
