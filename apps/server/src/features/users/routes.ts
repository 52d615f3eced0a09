import { Colleague, IdParams, Invitation, ListOf, PageQuery, User, UserCreate, UserPatch } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { cookieName, hashToken } from '../../http/authenticate.ts';
import { failures } from '../../http/failures.ts';
import { onlyFor, signedIn } from '../../http/identity.ts';
import { withExample } from '../../http/with-example.ts';
import { inviteUser } from '../../people/invite-user.ts';
import { loadUser } from '../../people/load-users.ts';
import { workspaceBaseUrl } from '../../workspaces/base-url.ts';
import { createUser } from './create-user.ts';
import { listColleagues } from './list-colleagues.ts';
import { listUsers } from './list-users.ts';
import { patchUser } from './patch-user.ts';
import type { UserDeps } from './user-deps.ts';

const tags = ['Users'];
const noUser = () => new AppError('not-found', 'There is no such user.');

/** Employees of the workspace. */
export function userRoutes(deps: UserDeps): FastifyPluginAsyncTypebox {
  const { db, now, publicUrl, baseDomain } = deps;
  return async (app) => {
    app.get(
      '/api/v1/users',
      {
        onRequest: onlyFor('admin', 'supervisor'),
        schema: {
          summary: 'List users by name',
          tags,
          querystring: PageQuery,
          response: { 200: ListOf(User), ...failures(400, 401, 403, 422, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        const { limit = 50, cursor } = request.query;
        return inWorkspace(db, workspaceId, (tx) => listUsers(tx, { workspaceId, limit, cursor }));
      },
    );

    app.post(
      '/api/v1/users',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'Make a user',
          description: 'A password is usable at once; without one, invite the user.',
          tags,
          body: withExample(UserCreate, {
            name: 'Boris',
            email: 'boris@example.com',
            password: 'correct horse battery',
            role: 'agent',
          }),
          response: { 201: User, ...failures(400, 401, 403, 'email-taken', 'number-taken', 422, 503) },
        },
      },
      async (request, reply) => reply.code(201).send(await createUser(deps, signedIn(request), request.body)),
    );

    app.get(
      '/api/v1/users/:id',
      {
        schema: { summary: 'Read a user', tags, params: IdParams, response: { 200: User, ...failures(401, 403, 404, 422, 503) } },
      },
      async (request) => {
        const { workspaceId, userId, role } = signedIn(request);
        const { id } = request.params;
        if (role === 'agent' && id !== userId) throw new AppError('forbidden', 'Your role does not allow this.');
        const user = await inWorkspace(db, workspaceId, (tx) => loadUser(tx, workspaceId, id));
        if (!user) throw noUser();
        return user;
      },
    );

    app.patch(
      '/api/v1/users/:id',
      {
        schema: {
          summary: 'Change a user',
          description:
            'Administrators; supervisors anybody’s absence; everybody their own password, locale, callDevice, absence and preferences.',
          tags,
          params: IdParams,
          body: withExample(UserPatch, { absence: { until: '2026-03-20T06:00:00.000Z', deputyId: null } }),
          response: { 200: User, ...failures(400, 401, 403, 404, 'email-taken', 'number-taken', 'last-administrator', 422, 503) },
        },
      },
      async (request) => {
        const session = request.cookies[cookieName(publicUrl)];
        const sessionHash = session === undefined ? undefined : hashToken(session);
        return patchUser(deps, { by: signedIn(request), id: request.params.id, patch: request.body, sessionHash });
      },
    );

    app.post(
      '/api/v1/users/:id/invitation',
      {
        onRequest: onlyFor('admin'),
        schema: {
          summary: 'Make a link with which a user chooses a password',
          tags,
          params: IdParams,
          response: { 201: Invitation, ...failures(401, 403, 404, 422, 503) },
        },
      },
      async (request, reply) => {
        const { workspaceId } = signedIn(request);
        const { id } = request.params;
        const invitation = await inWorkspace(db, workspaceId, async (tx) => {
          const user = await loadUser(tx, workspaceId, id);
          if (!user?.active) throw noUser();
          const baseUrl = await workspaceBaseUrl(tx, { workspaceId, publicUrl, baseDomain });
          const { url, expiresAt } = await inviteUser(tx, { workspaceId, userId: id, baseUrl, at: now() });
          return { userId: id, name: user.name, extension: user.extension, url, expiresAt: expiresAt.toISOString() };
        });
        return reply.code(201).send(invitation);
      },
    );

    app.get(
      '/api/v1/colleagues',
      {
        schema: {
          summary: 'List everybody, as far as everybody may see',
          tags,
          response: { 200: ListOf(Colleague), ...failures(401, 503) },
        },
      },
      async (request) => {
        const { workspaceId } = signedIn(request);
        return { items: await inWorkspace(db, workspaceId, (tx) => listColleagues(tx, workspaceId)), nextCursor: null };
      },
    );
  };
}
