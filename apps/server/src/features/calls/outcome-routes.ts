import { CallOutcomes, CallOutcomesWrite } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { readCallOutcomes, saveCallOutcomes } from './call-outcomes.ts';

const tags = ['Calls'];
const EXAMPLE = { items: ['Order', 'Call back', 'Not interested'], nextCursor: null };

/** The chips under a finished call (4.6, 4.12): everybody sees them, supervisors and administrators choose them. */
export function callOutcomeRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/call-outcomes',
      {
        schema: {
          summary: 'What a call may have come to, in the order offered',
          description: 'Suggestions: `PATCH /calls/{id}` takes any words.',
          tags,
          response: { 200: withExample(CallOutcomes, EXAMPLE), ...failures(401, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => ({ items: await readCallOutcomes(tx, workspaceId), nextCursor: null }));
      },
    );

    app.put(
      '/api/v1/call-outcomes',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'Choose what a call may have come to',
          tags,
          body: withExample(CallOutcomesWrite, { items: EXAMPLE.items }),
          response: { 200: withExample(CallOutcomes, EXAMPLE), ...failures(400, 401, 403, 422, 503) },
        },
      },
      (request) => {
        const { workspaceId, userId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => {
          const items = await saveCallOutcomes(tx, workspaceId, request.body.items);
          await audit(tx, { workspaceId, userId, action: 'call-outcomes.changed', about: { items }, at: now() });
          return { items, nextCursor: null };
        });
      },
    );
  };
}
