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
