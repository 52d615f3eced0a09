import { IdParams, SmsTemplate, SmsTemplateCreate, SmsTemplateList, SmsTemplatePatch } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import { failures } from '../../http/failures.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { addTemplate, changeTemplate, listTemplates, removeTemplate } from './own-templates.ts';
import type { SmsDeps } from './send-sms.ts';

const tags = ['Texts'];
const BODY = {
  title: 'We missed you',
  text: 'Hello {client}, this is {employee}, {company}. You called us: when may I call back?',
};
const EXAMPLE = { id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d05', ...BODY };

/** Texts that the company has made ready. Supervisors, too; whoever writes finds them filled in at `GET /sms/options`. */
export function smsTemplateRoutes(deps: SmsDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin', 'supervisor');
    });

    app.get(
      '/api/v1/sms/templates',
      {
        schema: {
          summary: 'The company’s templates of texts, by title',
          tags,
          response: {
            200: withExample(SmsTemplateList, { items: [EXAMPLE], nextCursor: null }),
            ...failures(401, 403, 503),
          },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return { items: await inWorkspace(deps.db, workspaceId, (tx) => listTemplates(tx, workspaceId)), nextCursor: null };
      },
    );

    app.post(
      '/api/v1/sms/templates',
      {
        schema: {
          summary: 'Make a template of a text',
          tags,
          body: withExample(SmsTemplateCreate, BODY),
          response: { 201: withExample(SmsTemplate, EXAMPLE), ...failures(400, 401, 403, 409, 422, 503) },
        },
      },
      async (request, reply) => reply.code(201).send(await addTemplate(deps, signedIn(request), request.body)),
    );

    app.patch(
      '/api/v1/sms/templates/:id',
      {
        schema: {
          summary: 'Change a template',
          tags,
          params: IdParams,
          body: withExample(SmsTemplatePatch, { title: 'Missed call' }),
          response: { 200: withExample(SmsTemplate, EXAMPLE), ...failures(400, 401, 403, 404, 409, 422, 503) },
        },
      },
      (request) => changeTemplate(deps, signedIn(request), { ...request.body, id: request.params.id }),
    );

    app.delete(
      '/api/v1/sms/templates/:id',
      {
        schema: {
          summary: 'Remove a template',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(400, 401, 403, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        await removeTemplate(deps, signedIn(request), request.params.id);
        return reply.code(204).send(null);
      },
    );
  };
}
