import { IdParams, PushKey, PushSubscribed, PushSubscriptionCreate } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Kysely, sql } from 'kysely';
import { Type } from 'typebox';
import { uuidv7 } from 'uuidv7';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError, invalid } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { loadPushKeys } from './push-keys.ts';
import { isPushService } from './push-services.ts';

type PushRoutesDeps = { db: Kysely<Database>; now: () => Date; secret: string };

const tags = ['Live'];
const KEY = 'BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8';
const EXAMPLE = {
  endpoint: 'https://fcm.googleapis.com/fcm/send/dQw4w9WgXcQ',
  keys: { p256dh: KEY, auth: 'BTBZMqHH6r4Tts7J_aSIgg' },
};

/** Calls reach a browser while no page of ours is open (4.12). */
export function pushRoutes({ db, now, secret }: PushRoutesDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/push-key',
      {
        schema: {
          summary: 'The key with which a browser subscribes to push messages',
          description: 'The `applicationServerKey` of `PushManager.subscribe`.',
          tags,
          response: { 200: withExample(PushKey, { publicKey: KEY }), ...failures(401, 503) },
        },
      },
      async (request) => {
        signedIn(request);
        const { publicKey } = await loadPushKeys(db, secret);
        return { publicKey };
      },
    );

    app.post(
      '/api/v1/push-subscriptions',
      {
        schema: {
          summary: 'Show my calls in this browser when no page is open',
          description:
            'A browser that subscribes again, also for somebody else, has one subscription. Only push services of browsers are called.',
          tags,
          body: withExample(PushSubscriptionCreate, EXAMPLE),
          response: { 201: PushSubscribed, ...failures(400, 401, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const { endpoint, keys } = request.body;
        if (!URL.canParse(endpoint) || !isPushService(new URL(endpoint)))
          throw invalid('/endpoint', 'This is not the address of a push service.');
        const id = await inWorkspace(db, workspaceId, async (tx) => {
          const { rows } = await sql<{ id: string }>`
            insert into push_subscriptions (workspace_id, id, user_id, endpoint, p256dh, auth, created_at)
            values (${workspaceId}, ${uuidv7()}, ${userId}, ${endpoint}, ${keys.p256dh}, ${keys.auth}, ${now()})
            on conflict (workspace_id, endpoint) do update set user_id = excluded.user_id, p256dh = excluded.p256dh, auth = excluded.auth
            returning id
          `.execute(tx);
          return rows[0]?.id ?? '';
        });
        return reply.code(201).send({ id });
      },
    );

    app.delete(
      '/api/v1/push-subscriptions/:id',
      {
        schema: {
          summary: 'Show my calls in this browser no longer',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const { rows } = await inWorkspace(db, workspaceId, (tx) =>
          sql`
            delete from push_subscriptions where workspace_id = ${workspaceId} and id = ${request.params.id} and user_id = ${userId} returning id
          `.execute(tx),
        );
        if (rows.length === 0) throw new AppError('not-found', 'There is no such subscription of yours.');
        return reply.code(204).send(null);
      },
    );
  };
}
