import { ERROR_STATUS, type ErrorCode, type Problem } from '@carillon/contract';

type Fault = { pointer: string; detail: string };

/** A failure the person at the screen, or the program at the API, can act on. `message` is shown to them; `cause` is only logged. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly errors: Fault[] | undefined;
  /** More members of the problem document, such as `url` of `other-url-registered`. */
  readonly more: Record<string, unknown> | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; errors?: Fault[]; more?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.errors = options.errors;
    this.more = options.more;
  }
}

/** One bad field: 422 `invalid`, with its JSON pointer. */
export const invalid = (pointer: string, detail: string): AppError =>
  new AppError('invalid', detail, { errors: [{ pointer, detail }] });

/** Any thrown value as RFC 9457 problem details that leak nothing: only an AppError speaks for itself. */
export function toProblem(error: unknown): Problem & Record<string, unknown> {
  if (error instanceof AppError) {
    return { ...problem(error.code, error.message), ...(error.errors ? { errors: error.errors } : {}), ...error.more };
  }
  if (isDatabaseAway(error))
    return problem('database-unavailable', 'The database does not answer. Calls are kept and will be filed when it is back.');
  return problem('internal', 'Something went wrong on our side.');
}

function problem(code: ErrorCode, detail: string): Problem {
  return { type: 'about:blank', title: code, status: ERROR_STATUS[code], code, detail };
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
  '08000',
  '08003',
  '08006',
  '08001',
  '08004',
  '53300',
]);

/** Whether a thrown value means "no database", as opposed to a fault in a statement. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && AWAY.has(error.code)) return true;
  return /Connection terminated|timeout exceeded when trying to connect|Client was closed|Client has encountered a connection error|database is not ready/.test(
    error.message,
  );
}
