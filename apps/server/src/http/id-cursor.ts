import { AppError } from '../errors.ts';
import { fromCursor, toCursor } from './cursor.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id that a newest-first list goes on after; ids are UUIDv7, so their order is that of time. Null: from the start. */
export function readIdCursor(cursor: string | undefined): string | null {
  if (cursor === undefined) return null;
  const [id] = fromCursor(cursor, 1);
  if (typeof id === 'string' && UUID.test(id)) return id;
  throw new AppError('bad-request', 'This cursor is not one of ours: start again without it.');
}

/** A page out of one row more than its limit. */
export function pageById<Row extends { id: string }>(
  rows: readonly Row[],
  limit: number,
): { items: Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? toCursor([last.id]) : null };
}
