import { InvitationAccept, Session, SessionCreate, SetupCreate } from '@carillon/contract';
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import { Type } from 'typebox';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { cookieName, hashToken } from '../../http/authenticate.ts';
import { failures } from '../../http/failures.ts';
import { signedIn } from '../../http/identity.ts';
import { limitAttempts } from '../../http/limit-attempts.ts';
import { withExample } from '../../http/with-example.ts';
import { clearSessionCookie, describeSession, openSession, setSessionCookie } from '../../people/sessions.ts';
import { acceptInvitation, readInvitation } from './accept-invitation.ts';
import { openSetup, setUp } from './set-up.ts';
import { findSignIn } from './sign-in.ts';

export type SignInDeps = {
  db: Kysely<Database>;
  now: () => Date;
  publicUrl: string;
  baseDomain: string | undefined;
  /** Given to the first administrator when they are made by the set-up page. */
  bootstrapToken?: string | undefined;
  /** There is a mail server. */
  sendsEmail?: boolean;
};

const TOKEN_PARAMS = Type.Object({ token: Type.String({ maxLength: 200 }) });
const EMPTY = Type.Null();
const tags = ['Sign-in'];

/** Signing in and out, the set-up page of a new installation, invitations. */
export function signInRoutes(deps: SignInDeps): FastifyPluginAsyncTypebox {
  const { db, now, publicUrl, baseDomain, sendsEmail = false } = deps;
  const guard = guardAttempts(now);
  const enter = async (reply: FastifyReply, user: { workspaceId: string; userId: string }) =>
    inWorkspace(db, user.workspaceId, async (tx) => {
      setSessionCookie(reply, await openSession(tx, { ...user, at: now() }), publicUrl);
      return describeSession(tx, { ...user, at: now(), sendsEmail });
    });

  return async (app) => {
    app.post(
      '/api/v1/session',
      {
        schema: {
          summary: 'Sign in',
          description: 'Sets an HttpOnly cookie for 30 days. Too many wrong passwords for an address: 429 with Retry-After.',
          tags,
          body: withExample(SessionCreate, { email: 'anna@example.com', password: 'correct horse battery' }),
          response: { 200: Session, ...failures(400, 'wrong-credentials', 403, 422, 429, 503) },
        },
      },
      async (request, reply) => {
        const attempt = guard(request, reply, request.body.email);
        const user = await findSignIn(db, { ...request.body, slug: slugOf(request, baseDomain) }).catch((error: unknown) => {
          if (error instanceof AppError) attempt.failed();
          throw error;
        });
        attempt.succeeded();
        return enter(reply, user);
      },
    );

    app.get(
      '/api/v1/session',
      { schema: { summary: 'Who is signed in', tags, response: { 200: Session, ...failures(401, 503) } } },
      async (request) => {
        const { workspaceId, userId } = signedIn(request);
        return inWorkspace(db, workspaceId, (tx) => describeSession(tx, { workspaceId, userId, at: now(), sendsEmail }));
      },
    );

    app.delete(
      '/api/v1/session',
      { schema: { summary: 'Sign out', tags, response: { 204: EMPTY, ...failures(403, 503) } } },
      async (request, reply) => {
        const token = request.cookies[cookieName(publicUrl)];
        if (token !== undefined) await db.deleteFrom('sessions').where('token_hash', '=', hashToken(token)).execute();
        clearSessionCookie(reply, publicUrl);
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/api/v1/setup',
      {
        schema: {
          summary: 'Whether a set-up link still opens',
          tags,
          querystring: TOKEN_PARAMS,
          response: { 204: EMPTY, ...failures('setup-closed', 422, 503) },
        },
      },
      async (request, reply) => {
        await openSetup(deps, request.query.token);
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/api/v1/setup',
      {
        schema: {
          summary: 'Make the first administrator of a new installation and sign in',
          tags,
          body: withExample(SetupCreate, {
            token: 'from the link',
            name: 'Anna',
            email: 'anna@example.com',
            password: 'correct horse battery',
          }),
          response: { 201: Session, ...failures(400, 'setup-closed', 'email-taken', 422, 503) },
        },
      },
      async (request, reply) => {
        const user = await setUp({ ...deps, bootstrapToken: deps.bootstrapToken }, request.body);
        return reply.code(201).send(await enter(reply, user));
      },
    );

    registerInvitations(app, deps, enter);
  };
}

type Enter = (reply: FastifyReply, user: { workspaceId: string; userId: string }) => Promise<Session>;

function registerInvitations(app: Parameters<FastifyPluginAsyncTypebox>[0], deps: SignInDeps, enter: Enter): void {
  app.get(
    '/api/v1/invitations/:token',
    {
      schema: {
        summary: 'Whom an invitation is for',
        tags,
        params: TOKEN_PARAMS,
        response: { 200: Type.Object({ name: Type.String(), email: Type.String() }), ...failures(404, 503) },
      },
    },
    (request) => readInvitation(deps, request.params.token),
  );

  app.post(
    '/api/v1/invitations/accept',
    {
      schema: {
        summary: 'Choose a password by invitation and sign in',
        tags,
        body: withExample(InvitationAccept, { token: 'from the link', password: 'correct horse battery' }),
        response: { 201: Session, ...failures(400, 404, 422, 503) },
      },
    },
    async (request, reply) => reply.code(201).send(await enter(reply, await acceptInvitation(deps, request.body))),
  );
}

/** The company named by the host, where one installation serves many. */
function slugOf(request: FastifyRequest, baseDomain: string | undefined): string | undefined {
  if (baseDomain === undefined) return undefined;
  const host = request.host.toLowerCase().replace(/:\d+$/, '');
  const domain = baseDomain.replace(/:\d+$/, '');
  return host.endsWith(`.${domain}`) ? host.slice(0, -domain.length - 1) : ''; // no company has the empty name
}

/** Ten wrong passwords for an address from one place, or a hundred from one place, close the door for a quarter of an hour. */
function guardAttempts(now: () => Date) {
  const byAddress = limitAttempts({ max: 10, windowSeconds: 900, now });
  const byPlace = limitAttempts({ max: 100, windowSeconds: 900, now });
  return (request: FastifyRequest, reply: FastifyReply, email: string) => {
    const key = `${request.ip} ${email.toLowerCase()}`;
    const wait = Math.max(byAddress.waitSeconds(key), byPlace.waitSeconds(request.ip));
    if (wait > 0) {
      void reply.header('retry-after', String(wait));
      throw new AppError('too-many-requests', `Too many wrong passwords. Try again in ${Math.ceil(wait / 60)} min.`);
    }
    return {
      failed: () => {
        byAddress.note(key);
        byPlace.note(request.ip);
      },
      succeeded: () => byAddress.forget(key),
    };
  };
}
