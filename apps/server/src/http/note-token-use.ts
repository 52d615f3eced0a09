import type { FastifyInstance } from 'fastify';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { hashToken } from './authenticate.ts';

const NOTED_EVERY_MS = 60_000;

/** Notes when a token was last used, once a minute and after the answer has left. */
export function noteTokenUse(app: FastifyInstance, { db, now }: { db: Kysely<Database>; now: () => Date }): void {
  const noted = new Map<string, number>();
  app.addHook('onResponse', async (request) => {
    if (request.identity?.via !== 'token') return;
    const hash = hashToken(/^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
    const key = hash.toString('base64');
    const at = now();
    if ((noted.get(key) ?? 0) > +at - NOTED_EVERY_MS) return;
    if (noted.size > 10_000) noted.clear();
    noted.set(key, +at);
    const { workspaceId } = request.identity;
    await inWorkspace(db, workspaceId, (tx) =>
      tx
        .updateTable('api_tokens')
        .set({ last_used_at: at })
        .where('workspace_id', '=', workspaceId)
        .where('token_hash', '=', hash)
        .execute(),
    ).catch(() => undefined); // only a convenience: the next minute notes it again
  });
}
