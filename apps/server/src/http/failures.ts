import { ERROR_STATUS, type ErrorCode, Problem } from '@carillon/contract';

/** What a status alone means. */
const USUAL = {
  400: 'bad-request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  422: 'invalid',
  429: 'too-many-requests',
  502: 'provider-unavailable',
  503: 'database-unavailable',
} as const satisfies Record<number, ErrorCode>;

type Kind = keyof typeof USUAL | ErrorCode;
type StatusOf<Each extends Kind> = Each extends ErrorCode ? (typeof ERROR_STATUS)[Each] : Each;

/** The problem documents a route may answer with, for its schema: one entry per status, with its codes. A status stands for its usual code. */
export function failures<const Kinds extends Kind[]>(...kinds: Kinds): Record<StatusOf<Kinds[number]>, typeof Problem> {
  const codes = kinds.map((kind: Kind) => (typeof kind === 'number' ? USUAL[kind] : kind));
  const statuses = [...new Set(codes.map((code) => ERROR_STATUS[code]))];
  const entries = statuses.map((status) => [
    status,
    { ...Problem, 'x-codes': codes.filter((code) => ERROR_STATUS[code] === status) },
  ]);
  return Object.fromEntries(entries) as Record<StatusOf<Kinds[number]>, typeof Problem>; // fromEntries forgets the keys
}
