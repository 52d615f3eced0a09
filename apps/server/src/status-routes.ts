import { OneOf } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from './db/in-workspace.ts';
import type { Database } from './db/schema.ts';
import { failures } from './http/failures.ts';
import { signedIn } from './http/identity.ts';

type Deps = {
  db: Kysely<Database>;
  databaseState: () => 'starting' | 'ready' | 'away';
  spooled: () => number;
  providerHealth: (connectionId: string) => 'unknown' | 'ok' | 'failing' | 'refused';
};

const Status = Type.Object({
  database: OneOf('ready', 'away'),
  provider: OneOf('ok', 'failing', 'not-connected', 'refused'),
  spooled: Type.Integer({ description: 'Notifications that wait on the disk' }),
});

/** What is wrong at the moment, for the line above every page. While the database is away nobody can be known, so it asks for no sign-in. */
export function statusRoutes({ db, databaseState, spooled, providerHealth }: Deps): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/status',
      { schema: { summary: 'What is wrong at the moment', tags: ['Status'], response: { 200: Status, ...failures(401, 503) } } },
      async (request) => {
        if (databaseState() !== 'ready') return { database: 'away' as const, provider: 'ok' as const, spooled: spooled() };
        const { workspaceId } = signedIn(request);
        const connection = await inWorkspace(db, workspaceId, (tx) =>
          tx.selectFrom('connections').select(['id', 'sealed_secret']).where('workspace_id', '=', workspaceId).executeTakeFirst(),
        );
        if (!connection?.sealed_secret)
          return { database: 'ready' as const, provider: 'not-connected' as const, spooled: spooled() };
        const health = providerHealth(connection.id);
        return { database: 'ready' as const, provider: health === 'unknown' ? ('ok' as const) : health, spooled: spooled() };
      },
    );
  };
}
