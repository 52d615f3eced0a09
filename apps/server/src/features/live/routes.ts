import { Id, LiveSnapshot } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import type { Listener, LiveHub } from './live-hub.ts';

export type LiveDeps = {
  hub: LiveHub;
  snapshot: (listener: Listener) => Promise<LiveSnapshot>;
  dismiss: (listener: Listener, callId: string, ring: number) => Promise<void>;
};

const EXAMPLE = `event: snapshot
data: {"type":"snapshot","version":0,"now":"2026-03-14T09:26:53.000Z","calls":[]}

`;

/** What happens now, as it happens (4.8). */
export function liveRoutes({ hub, snapshot, dismiss }: LiveDeps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/live',
      {
        schema: {
          summary: 'Running calls and news as server-sent events',
          description: 'First a `snapshot`, then news. See the contract.',
          tags: ['Live'],
          response: {
            200: {
              description: 'A stream that goes on until the server or the browser ends it',
              content: { 'text/event-stream': { schema: Type.String({ examples: [EXAMPLE] }) } },
            },
            ...failures(401, 503),
          },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const listener = { workspaceId, userId };
        reply.hijack();
        reply.raw.writeHead(200, {
          'content-type': 'text/event-stream; charset=utf-8',
          'cache-control': 'no-cache, no-store, no-transform',
          'x-accel-buffering': 'no',
          connection: 'keep-alive',
        });
        // Listening starts before the snapshot is read, so nothing falls between the two.
        const begin = hub.open(listener, reply.raw);
        const first = await snapshot(listener).catch(() => undefined);
        if (first) begin(first);
        else reply.raw.end(); // the browser comes again
      },
    );

    app.get(
      '/api/v1/live/snapshot',
      { schema: { summary: 'My running calls now', tags: ['Live'], response: { 200: LiveSnapshot, ...failures(401, 503) } } },
      async (request) => snapshot(signedIn(request)),
    );

    app.put(
      '/api/v1/live/dismissals/:callId',
      {
        schema: {
          summary: 'Hide the pop-up of one ring, for me, in all my tabs',
          tags: ['Live'],
          params: Type.Object({ callId: Id }),
          body: Type.Object({ ring: Type.Integer({ minimum: 0, maximum: 1000 }) }),
          response: { 204: Type.Null(), ...failures(400, 401, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        await dismiss(signedIn(request), request.params.callId, request.body.ring);
        return reply.code(204).send(null);
      },
    );
  };
}
