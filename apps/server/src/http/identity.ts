import type { Role } from '@carillon/contract';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors.ts';

/** Who asks: found by session cookie or bearer token before a route runs. */
export type Identity = { workspaceId: string; userId: string; role: Role; via: 'session' | 'token' };

declare module 'fastify' {
  interface FastifyRequest {
    identity: Identity | null;
  }
}

/** @throws {AppError} `unauthenticated` without a sign-in. */
export function signedIn(request: FastifyRequest): Identity {
  if (request.identity === null) throw new AppError('unauthenticated', 'Sign in first.');
  return request.identity;
}

/** @throws {AppError} `unauthenticated`, or `forbidden` when the role is not one of these. */
export function signedInAs(request: FastifyRequest, ...roles: Role[]): Identity {
  const identity = signedIn(request);
  if (!roles.includes(identity.role)) throw new AppError('forbidden', 'Your role does not allow this.');
  return identity;
}

/** For a route's `onRequest`: who may not ask is told so before the question is looked at. */
export function onlyFor(...roles: Role[]): (request: FastifyRequest) => Promise<void> {
  return async (request) => void signedInAs(request, ...roles);
}
