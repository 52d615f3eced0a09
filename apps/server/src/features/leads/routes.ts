import { IdParams, Lead, LeadConversion, LeadConverted } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { clientRoutes } from '../../clients/client-routes.ts';
import type { ClientDeps } from '../../clients/write-client.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { convertLead } from './convert-lead.ts';
import { LEADS } from './lead-kind.ts';
import { takeLead } from './take-lead.ts';

const tags = ['Leads'];

/** Leads as any client, and what sets them apart: they can be taken from the pool, and become something else. */
export function leadRoutes(deps: ClientDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    await app.register(clientRoutes(deps, LEADS));

    app.put(
      '/api/v1/leads/:id/claim',
      {
        schema: {
          summary: 'Take a lead from the pool',
          description: 'It becomes mine. Of all who try at the same moment one gets it, the others 409 `already-taken`.',
          tags,
          params: IdParams,
          response: { 200: Lead, ...failures(401, 404, 409, 'already-taken', 422, 503) },
        },
      },
      (request) => {
        const { workspaceId, userId } = signedIn(request);
        return takeLead(deps, { workspaceId, userId, id: request.params.id });
      },
    );

    app.post(
      '/api/v1/leads/:id/conversion',
      {
        schema: {
          summary: 'Make of a lead a contact, and a company and a deal when asked',
          description:
            '`{}` makes a contact with its name and numbers. A contact or company is a new one, the given fields over the lead’s, or one there is (`{id}`). Numbers, calls, tasks and notes go over. Repeated, it answers what the lead became.',
          tags,
          params: IdParams,
          body: withExample(LeadConversion, { contact: { familyName: 'Петров', givenName: 'Иван' }, deal: { title: 'Окна' } }),
          response: { 201: LeadConverted, ...failures(400, 401, 404, 409, 422, 'own-number', 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const { id } = request.params;
        return reply.code(201).send(await convertLead(deps, { workspaceId, userId, id, wish: request.body }));
      },
    );
  };
}
