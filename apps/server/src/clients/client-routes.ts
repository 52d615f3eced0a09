import { IdParams } from '@carillon/contract';
import type { FastifyPluginAsync } from 'fastify';
import { Type } from 'typebox';
import { inWorkspace } from '../db/in-workspace.ts';
import { failures } from '../http/failures.ts';
import { signedIn } from '../http/identity.ts';
import { withExample } from '../http/with-example.ts';
import { archiveClient } from './archive-client.ts';
import type { ClientKind } from './client-kind.ts';
import { type ListQuery, listClients } from './list-clients.ts';
import { type ClientDeps, createClient, noClient, patchClient, readClient } from './write-client.ts';

type ById = { Params: { id: string } };

/** List, make, read, change and archive: the five routes every kind of client has. */
export function clientRoutes<Item, Create, Patch>(deps: ClientDeps, kind: ClientKind<Item, Create, Patch>): FastifyPluginAsync {
  const { db, now } = deps;
  const { type, plural, shapes, examples } = kind;
  const many = `/api/v1/${plural}`;
  const tags = [`${plural[0]?.toUpperCase()}${plural.slice(1)}`];
  return async (app) => {
    app.get<{ Querystring: ListQuery }>(
      many,
      {
        schema: {
          summary: `List ${plural}`,
          description: kind.listed,
          tags,
          querystring: shapes.query,
          response: { 200: shapes.list, ...failures(400, 401, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const page = await inWorkspace(db, workspaceId, (tx) => listClients(tx, { workspaceId, type, query: request.query }));
        return { ...page, items: page.items.map(kind.show) };
      },
    );

    app.post(
      many,
      {
        schema: {
          summary: `Make a ${type}`,
          description:
            'Numbers are read by the rules of the workspace country. Earlier calls of a new number join the timeline. A record that a call has made of such a number, and nobody has touched, becomes this one.',
          tags,
          body: withExample(shapes.create, examples.create),
          response: { 201: shapes.item, ...failures(400, 401, 409, 422, 'own-number', 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        const input = request.body as Create & { callId?: string | null }; // `shapes.create` has checked it
        return reply.code(201).send(await createClient(deps, kind, { workspaceId, input, callId: input.callId ?? null }));
      },
    );

    app.get<ById>(
      `${many}/:id`,
      {
        schema: {
          summary: `Read a ${type}`,
          tags,
          params: IdParams,
          response: { 200: shapes.item, ...failures(401, 404, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const { id } = request.params;
        return inWorkspace(db, workspaceId, (tx) => readClient(tx, kind, { workspaceId, id }));
      },
    );

    app.patch<ById>(
      `${many}/:id`,
      {
        schema: {
          summary: `Change a ${type}`,
          description:
            'A JSON merge patch: what is not named stays. `phones` replaces the list; a number marked `wrong` loses its calls.',
          tags,
          params: IdParams,
          body: withExample(shapes.patch, examples.patch),
          response: { 200: shapes.item, ...failures(400, 401, 404, 409, ...(kind.refusals ?? []), 422, 'own-number', 503) },
        },
      },
      async (request) => {
        const by = signedIn(request);
        const patch = request.body as Patch; // `shapes.patch` has checked it
        return patchClient(deps, kind, { by, id: request.params.id, patch });
      },
    );

    app.delete<ById>(
      `${many}/:id`,
      {
        schema: {
          summary: `Archive a ${type}`,
          tags,
          params: IdParams,
          response: { 204: Type.Null(), ...failures(401, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        const { id } = request.params;
        const found = await inWorkspace(db, workspaceId, (tx) => archiveClient(tx, { workspaceId, type, id, at: now() }));
        if (!found) throw noClient(kind);
        return reply.code(204).send(null);
      },
    );
  };
}
