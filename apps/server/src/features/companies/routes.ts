import { ClientListQuery, Company, CompanyCreate, CompanyList, CompanyPatch, IdParams } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { archiveClient } from '../../clients/archive-client.ts';
import { listClients } from '../../clients/list-clients.ts';
import { loadClients } from '../../clients/load-clients.ts';
import { showCompany } from '../../clients/show-client.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { type CompanyDeps, createCompany, noCompany, patchCompany } from './write-company.ts';

const tags = ['Companies'];
const EXAMPLE = { name: 'Ромашка', legalForm: 'ООО', inn: '7707083893', phones: [{ number: '+7 495 123-45-67' }] };

/** Companies that are clients. */
export function companyRoutes(deps: CompanyDeps): FastifyPluginAsyncTypebox {
  const { db, now } = deps;
  return async (app) => {
    app.get(
      '/api/v1/companies',
      {
        schema: {
          summary: 'List companies',
          description:
            '`q` finds fragments of names, numbers, e-mail addresses and company names; words of one or two letters begin a word.',
          tags,
          querystring: ClientListQuery,
          response: { 200: CompanyList, ...failures(400, 401, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const page = await inWorkspace(db, workspaceId, (tx) =>
          listClients(tx, { workspaceId, type: 'company', query: request.query }),
        );
        return { ...page, items: page.items.map(showCompany) };
      },
    );

    app.post(
      '/api/v1/companies',
      {
        schema: {
          summary: 'Make a company',
          description: 'Numbers are read by the rules of the workspace country. Earlier calls of a new number join the timeline.',
          tags,
          body: withExample(CompanyCreate, EXAMPLE),
          response: { 201: Company, ...failures(400, 401, 409, 422, 'own-number', 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        return reply.code(201).send(await createCompany(deps, workspaceId, request.body));
      },
    );

    app.get(
      '/api/v1/companies/:id',
      {
        schema: {
          summary: 'Read a company',
          tags,
          params: IdParams,
          response: { 200: Company, ...failures(401, 404, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const ids = [request.params.id];
        const [record] = await inWorkspace(db, workspaceId, (tx) => loadClients(tx, { workspaceId, type: 'company', ids }));
        if (!record) throw noCompany();
        return showCompany(record);
      },
    );

    app.patch(
      '/api/v1/companies/:id',
      {
        schema: {
          summary: 'Change a company',
          description:
            'A JSON merge patch: what is not named stays. `phones` replaces the list; a number marked `wrong` loses its calls.',
          tags,
          params: IdParams,
          body: withExample(CompanyPatch, { responsibleId: null, tags: [] }),
          response: { 200: Company, ...failures(400, 401, 404, 409, 422, 'own-number', 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return patchCompany(deps, { workspaceId, id: request.params.id, patch: request.body });
      },
    );

    app.delete(
      '/api/v1/companies/:id',
      {
        schema: {
          summary: 'Archive a company',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        const { id } = request.params;
        const found = await inWorkspace(db, workspaceId, (tx) =>
          archiveClient(tx, { workspaceId, type: 'company', id, at: now() }),
        );
        if (!found) throw noCompany();
        return reply.code(204).send(null);
      },
    );
  };
}
