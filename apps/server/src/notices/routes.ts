import { IdParams, NotificationList, NotificationPatch, NotificationsQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Kysely, sql } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { AppError } from '../errors.ts';
import { failures } from '../http/failures.ts';
import { readIdCursor } from '../http/id-cursor.ts';
import { signedIn } from '../http/identity.ts';
import { withExample } from '../http/with-example.ts';
import { readNotices } from './read-notices.ts';

const tags = ['Notifications'];

const EXAMPLE = {
  id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d05',
  kind: 'your-client-called' as const,
  data: { clientName: 'Ivanov', number: '+79161234567', userName: 'Boris', talkSeconds: 252 },
  callId: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d06',
  createdAt: '2026-03-14T09:26:53.000Z',
  readAt: null,
};

/** What each employee should know; everybody sees and marks their own. */
export function notificationRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/notifications',
      {
        schema: {
          summary: 'My notifications, newest first',
          tags,
          querystring: NotificationsQuery,
          response: {
            200: withExample(NotificationList, { items: [EXAMPLE], nextCursor: null, unread: 1 }),
            ...failures(400, 401, 422, 503),
          },
        },
      },
      (request) => {
        const { workspaceId, userId } = signedIn(request);
        const { limit = 50, cursor, unread = false } = request.query;
        const asked = { workspaceId, userId, limit, after: readIdCursor(cursor), unread };
        return inWorkspace(db, workspaceId, (tx) => readNotices(tx, asked));
      },
    );

    app.patch(
      '/api/v1/notifications/:id',
      {
        schema: {
          summary: 'Mark one of my notifications as read or unread',
          tags,
          params: IdParams,
          body: withExample(NotificationPatch, { read: true }),
          response: { 204: Type.Null(), ...failures(400, 401, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const readAt = request.body.read ? now() : null;
        const { rows } = await inWorkspace(db, workspaceId, (tx) =>
          sql<{ id: string }>`
            update notifications set read_at = case when ${readAt}::timestamptz is null then null else coalesce(read_at, ${readAt}) end
            where workspace_id = ${workspaceId} and user_id = ${userId} and id = ${request.params.id} returning id
          `.execute(tx),
        );
        if (!rows[0]) throw new AppError('not-found', 'There is no such notification.');
        return reply.code(204).send(null);
      },
    );

    app.put(
      '/api/v1/notifications/read',
      {
        schema: {
          summary: 'Mark all my notifications as read',
          tags,
          response: { 204: Type.Null(), ...failures(401, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        await inWorkspace(db, workspaceId, (tx) =>
          sql`
            update notifications set read_at = ${now()} where workspace_id = ${workspaceId} and user_id = ${userId} and read_at is null
          `.execute(tx),
        );
        return reply.code(204).send(null);
      },
    );
  };
}
