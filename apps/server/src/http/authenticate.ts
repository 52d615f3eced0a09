import { createHash } from 'node:crypto';
import type { Role } from '@carillon/contract';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../db/schema.ts';
import { AppError } from '../errors.ts';
import type { Identity } from './identity.ts';

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

type Sources = {
  db: Kysely<Database>;
  publicUrl: string;
  baseDomain: string | undefined;
  now: () => Date;
  /** While it is not, every question is refused at once instead of hanging, but for the one that asks what is wrong. */
  isDatabaseReady: () => boolean;
};

/** What may be asked without a database. */
const ALWAYS_OPEN = new Set(['/api/v1/status', '/api/v1/openapi.json', '/docs']);

/** What is asked by those who have no sign-in yet. Everything else of the API is 401 to them before anything of it is looked at. */
const BEFORE_SIGN_IN = new Set([
  ...ALWAYS_OPEN,
  '/api/v1/session',
  '/api/v1/setup',
  '/api/v1/invitations/:token',
  '/api/v1/invitations/accept',
]);

/** Whether a path, as the route or the API's description writes it, needs no sign-in. `GET /session` answers 401 by itself. */
export const isBeforeSignIn = (path: string): boolean => BEFORE_SIGN_IN.has(path.replace(/\{(\w+)\}/g, ':$1'));

/** `__Host-` needs https; over plain http (a local installation) browsers would refuse it. */
export const cookieName = (publicUrl: string): string => (publicUrl.startsWith('https:') ? '__Host-carillon' : 'carillon');

/**
 * Finds out who asks, by bearer token or session cookie, before any route of the API runs. A request that changes something
 * and rides on a cookie must come from our own pages (Origin), so that no other site can use a signed-in browser.
 */
export function authenticate(app: FastifyInstance, sources: Sources): void {
  app.decorateRequest('identity', null);
  app.addHook('onRequest', async (request) => {
    if (!sources.isDatabaseReady()) {
      if (ALWAYS_OPEN.has(request.routeOptions.url ?? '')) return;
      throw new AppError(
        'database-unavailable',
        'The database does not answer. Calls are kept and will be filed when it is back.',
      );
    }
    request.identity = await identityOf(request, sources);
    if (request.identity === null && !isBeforeSignIn(request.routeOptions.url ?? '')) {
      throw new AppError('unauthenticated', 'Sign in first.');
    }
  });
}

async function identityOf(request: FastifyRequest, sources: Sources): Promise<Identity | null> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return byToken(sources, bearer);
  const session = request.cookies[cookieName(sources.publicUrl)];
  if (session === undefined) return null;
  refuseForeignOrigin(request, sources);
  return bySession(sources, session);
}

function refuseForeignOrigin(request: FastifyRequest, { publicUrl, baseDomain }: Sources): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const { origin } = request.headers;
  if (origin === undefined || origin === new URL(publicUrl).origin) return; // browsers always send Origin with unsafe methods; programs needn't
  const host = URL.canParse(origin) ? new URL(origin).host : '';
  if (host === request.headers.host) return;
  if (baseDomain !== undefined && host.endsWith(`.${baseDomain}`) && host === request.headers.host) return;
  throw new AppError('wrong-origin', 'This request came from another site.');
}

type Row = { workspaceId: string; userId: string; role: Role };

async function bySession({ db, now }: Sources, token: string): Promise<Identity | null> {
  const { rows } = await sql<Row>`
    select workspace_id as "workspaceId", user_id as "userId", role from find_session(${hashToken(token)}, ${now()})
  `.execute(db);
  return rows[0] ? { ...rows[0], via: 'session' } : null;
}

async function byToken({ db }: Sources, token: string): Promise<Identity | null> {
  const { rows } = await sql<Row>`
    select workspace_id as "workspaceId", user_id as "userId", role from find_api_token(${hashToken(token)})
  `.execute(db);
  return rows[0] ? { ...rows[0], via: 'token' } : null;
}
