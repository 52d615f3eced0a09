import { ClientListQuery, Contact, ContactCreate, ContactList, ContactPatch, IdParams } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { archiveClient } from '../../clients/archive-client.ts';
import { listClients } from '../../clients/list-clients.ts';
import { loadClients } from '../../clients/load-clients.ts';
import { showContact } from '../../clients/show-client.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { type ContactDeps, createContact, noContact, patchContact } from './write-contact.ts';

const tags = ['Contacts'];
const EXAMPLE = {
  familyName: 'Петров',
  givenName: 'Иван',
  phones: [{ number: '8 (916) 123-45-67', label: 'mobile' }],
  tags: ['vip'],
};

/** People who are clients. */
export function contactRoutes(deps: ContactDeps): FastifyPluginAsyncTypebox {
  const { db, now } = deps;
  return async (app) => {
    app.get(
      '/api/v1/contacts',
      {
        schema: {
          summary: 'List contacts',
          description:
            '`q` finds fragments of names, numbers, e-mail addresses and company names; words of one or two letters begin a word.',
          tags,
          querystring: ClientListQuery,
          response: { 200: ContactList, ...failures(400, 401, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const page = await inWorkspace(db, workspaceId, (tx) =>
          listClients(tx, { workspaceId, type: 'contact', query: request.query }),
        );
        return { ...page, items: page.items.map(showContact) };
      },
    );

    app.post(
      '/api/v1/contacts',
      {
        schema: {
          summary: 'Make a contact',
          description: 'Numbers are read by the rules of the workspace country. Earlier calls of a new number join the timeline.',
          tags,
          body: withExample(ContactCreate, EXAMPLE),
          response: { 201: Contact, ...failures(400, 401, 409, 422, 'own-number', 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        return reply.code(201).send(await createContact(deps, workspaceId, request.body));
      },
    );

    app.get(
      '/api/v1/contacts/:id',
      {
        schema: {
          summary: 'Read a contact',
          tags,
          params: IdParams,
          response: { 200: Contact, ...failures(401, 404, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const ids = [request.params.id];
        const [record] = await inWorkspace(db, workspaceId, (tx) => loadClients(tx, { workspaceId, type: 'contact', ids }));
        if (!record) throw noContact();
        return showContact(record);
      },
    );

    app.patch(
      '/api/v1/contacts/:id',
      {
        schema: {
          summary: 'Change a contact',
          description:
            'A JSON merge patch: what is not named stays. `phones` replaces the list; a number marked `wrong` loses its calls.',
          tags,
          params: IdParams,
          body: withExample(ContactPatch, { responsibleId: null, tags: [] }),
          response: { 200: Contact, ...failures(400, 401, 404, 409, 422, 'own-number', 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return patchContact(deps, { workspaceId, id: request.params.id, patch: request.body });
      },
    );

    app.delete(
      '/api/v1/contacts/:id',
      {
        schema: {
          summary: 'Archive a contact',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        const { id } = request.params;
        const found = await inWorkspace(db, workspaceId, (tx) =>
          archiveClient(tx, { workspaceId, type: 'contact', id, at: now() }),
        );
        if (!found) throw noContact();
        return reply.code(204).send(null);
      },
    );
  };
}
