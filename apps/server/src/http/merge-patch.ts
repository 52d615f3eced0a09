import type { FastifyInstance } from 'fastify';

/** Lets bodies come as `application/merge-patch+json` (RFC 7396), which is what a PATCH means here under either name. */
export function acceptMergePatch(app: FastifyInstance): void {
  app.addContentTypeParser('application/merge-patch+json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));
}

/** A flat object after a merge patch: null removes a member, what isn't named stays. */
export function mergeMembers<V>(before: Record<string, V>, patch: Record<string, V | null>): Record<string, V> {
  const merged = { ...before, ...patch };
  return Object.fromEntries(Object.entries(merged).filter((entry): entry is [string, V] => entry[1] !== null));
}
