import { Problem } from '@carillon/contract';

/** The problem documents a route may answer with, for its schema: one entry per status. */
export function failures<const Status extends number>(...statuses: Status[]): Record<Status, typeof Problem> {
  return Object.fromEntries(statuses.map((status) => [status, Problem])) as Record<Status, typeof Problem>; // fromEntries forgets the keys
}
