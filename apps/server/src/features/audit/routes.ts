import { AuditEntry, ListOf, PageQuery } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { failures } from '../../http/failures.ts';
import { pageById, readIdCursor } from '../../http/id-cursor.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';

type Row = { id: string; at: Date; userId: string | null; action: string; about: unknown };

/** Who did what to users, tokens and settings. */
export function auditRoutes({ db }: { db: Kysely<Database> }): FastifyPluginAsyncTypebox {
  return async (app) => {
    app.get(
      '/api/v1/audit',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'List what was done, newest first',
          tags: ['Audit'],
          querystring: PageQuery,
          response: { 200: ListOf(AuditEntry), ...failures(400, 401, 403, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const { limit = 50, cursor } = request.query;
        const after = readIdCursor(cursor);
        const { rows } = await inWorkspace(db, workspaceId, (tx) =>
          sql<Row>`
            select id, at, user_id as "userId", action, about from audit_entries
            where workspace_id = ${workspaceId} and (${after}::uuid is null or id < ${after}::uuid)
            order by id desc limit ${limit + 1}
          `.execute(tx),
        );
        return pageById(
          rows.map((row) => ({ ...row, at: row.at.toISOString() })),
          limit,
        );
      },
    );
  };
}
