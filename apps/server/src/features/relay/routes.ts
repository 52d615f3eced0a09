import { RelayList } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { signedIn, signedInAs } from '../../http/identity.ts';
import { findConnection } from '../../provider/connection.ts';
import { readRelays, stopRelays } from './relay-book.ts';

const tags = ['Telephony'];

/** The system that had the notifications before us (1.5): how it takes what it gets, and its end. For administrators; asks no provider. */
export function relayRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.addHook('onRequest', async (request) => {
      signedInAs(request, 'admin');
    });
    app.get(
      '/api/v1/telephony/relays',
      {
        schema: {
          summary: 'Which other systems get our notifications, and how they take them',
          description: 'Begun with `PUT /telephony/notifications`. Each notification goes on once, without any repeat.',
          tags,
          response: { 200: RelayList, ...failures(401, 403, 404, 503) },
        },
      },
      (request) => {
        const { workspaceId } = signedIn(request);
        return inWorkspace(db, workspaceId, async (tx) => {
          const { id: connectionId } = await findConnection(tx, workspaceId);
          return { items: await readRelays(tx, { workspaceId, connectionId }), nextCursor: null };
        });
      },
    );

    app.delete(
      '/api/v1/telephony/relays',
      {
        schema: {
          summary: 'Pass nothing on any more',
          tags,
          response: { 204: Type.Null(), ...failures(401, 403, 404, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        await inWorkspace(db, workspaceId, async (tx) => {
          const { id: connectionId } = await findConnection(tx, workspaceId, { lock: true });
          await stopRelays(tx, { workspaceId, connectionId }, { userId, at: now() });
        });
        return reply.code(204).send(null);
      },
    );
  };
}
