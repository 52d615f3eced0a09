import { ApiToken, ApiTokenCreate, ApiTokenCreated, IdParams, ListOf, PageQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Kysely, sql } from 'kysely';
import { Type } from 'typebox';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { failures } from '../../http/failures.ts';
import { pageById, readIdCursor } from '../../http/id-cursor.ts';
import { signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { createToken } from './create-token.ts';

type Row = { id: string; name: string; userId: string; createdAt: Date; lastUsedAt: Date | null };
const tags = ['Tokens'];

/** Tokens for programs, each with the rights of its user. Everybody sees and removes their own, an administrator all. */
export function tokenRoutes({ db, now }: { db: Kysely<Database>; now: () => Date }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/tokens',
      {
        schema: {
          summary: 'List tokens',
          tags,
          querystring: PageQuery,
          response: { 200: ListOf(ApiToken), ...failures(400, 401, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId, userId, role } = signedIn(request);
        const { limit = 50, cursor } = request.query;
        const after = readIdCursor(cursor);
        const { rows } = await inWorkspace(db, workspaceId, (tx) =>
          sql<Row>`
            select id, name, user_id as "userId", created_at as "createdAt", last_used_at as "lastUsedAt" from api_tokens
            where workspace_id = ${workspaceId} and (${role === 'admin'} or user_id = ${userId}) and (${after}::uuid is null or id < ${after}::uuid)
            order by id desc limit ${limit + 1}
          `.execute(tx),
        );
        const shown = rows.map((row) => ({
          ...row,
          createdAt: row.createdAt.toISOString(),
          lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
        }));
        return pageById(shown, limit);
      },
    );

    app.post(
      '/api/v1/tokens',
      {
        schema: {
          summary: 'Make a token of my own',
          description: '`token` is shown in this answer only. A token may make 100 requests a second.',
          tags,
          body: withExample(ApiTokenCreate, { name: 'Nightly export' }),
          response: { 201: ApiTokenCreated, ...failures(400, 401, 409, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId } = signedIn(request);
        const { name } = request.body;
        const made = await inWorkspace(db, workspaceId, (tx) => createToken(tx, { workspaceId, userId, name, at: now() }));
        return reply.code(201).header('cache-control', 'no-store').send(made);
      },
    );

    app.delete(
      '/api/v1/tokens/:id',
      {
        schema: {
          summary: 'Remove a token',
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId, userId, role } = signedIn(request);
        const { id } = request.params;
        await inWorkspace(db, workspaceId, async (tx) => {
          const { rows } = await sql<{ name: string }>`
            delete from api_tokens where workspace_id = ${workspaceId} and id = ${id} and (${role === 'admin'} or user_id = ${userId}) returning name
          `.execute(tx);
          if (!rows[0]) throw new AppError('not-found', 'There is no such token.');
          await audit(tx, {
            workspaceId,
            userId,
            action: 'token.removed',
            about: { tokenId: id, name: rows[0].name },
            at: now(),
          });
        });
        return reply.code(204).send(null);
      },
    );
  };
}
