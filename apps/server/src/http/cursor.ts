import { AppError } from '../errors.ts';

/** A place in a list as text that means nothing to the reader: the sort values of its last row. */
export const toCursor = (values: readonly (string | number | null)[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

/**
 * The sort values a cursor stands for.
 *
 * @throws {AppError} `bad-request` when the text is no cursor of this kind of list.
 */
export function fromCursor(cursor: string, length: number): (string | number | null)[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (
      Array.isArray(values) &&
      values.length === length &&
      values.every((value) => value === null || ['string', 'number'].includes(typeof value))
    )
      return values;
  } catch {
    // not ours: answered below
  }
  throw new AppError('bad-request', 'This cursor is not one of ours: start again without it.');
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^(infinity|[\d.:+ -]{19,40})$/;

/**
 * Where a list goes on that is sorted by a time, then by id. Undefined: from the start.
 *
 * @throws {AppError} `bad-request` when the text is no cursor of such a list.
 */
export function readPlaceCursor(cursor: string | undefined): { place: string; id: string } | undefined {
  if (cursor === undefined) return undefined;
  const [place, id] = fromCursor(cursor, 2);
  if (typeof place === 'string' && TIME.test(place) && typeof id === 'string' && UUID.test(id)) return { place, id };
  throw new AppError('bad-request', 'This cursor belongs to another list: start again without it.');
}
