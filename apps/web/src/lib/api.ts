import type { ErrorCode, Problem } from '@carillon/contract';

export type ApiErrorCode = ErrorCode | 'network';
export type FieldError = { pointer: string; detail: string };

/** An answer that is not the one asked for. `message` is the server's own sentence (English); `useErrorText` says it in the reader's language. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly code: ApiErrorCode;
  /** HTTP status; 0 when no answer came at all. */
  readonly status: number;
  readonly errors: readonly FieldError[];
  /** With `other-url-registered`: the address the provider calls now. */
  readonly url: string | undefined;
  /** What else the server said. */
  readonly problem: Partial<Problem>;

  constructor(code: ApiErrorCode, status: number, problem: Partial<Problem>) {
    super(problem.detail ?? problem.title ?? code);
    this.code = code;
    this.status = status;
    this.errors = problem.errors ?? [];
    this.url = problem.url;
    this.problem = problem;
  }
}

/** A query value that is there and says nothing. */
export const EMPTY = { empty: true } as const;
/** Query values; `undefined`, `null` and `''` are left out. */
export type Query = Record<string, string | number | boolean | typeof EMPTY | null | undefined>;
type Options = { query?: Query; signal?: AbortSignal };
/** Sent again under the same key, what a POST makes is made once. */
type PostOptions = Options & { idempotencyKey?: string };

const BASE = '/api/v1';

/** A path of the API with its query, for what is no `fetch`: sound, downloads. */
export function apiUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') search.set(key, typeof value === 'object' ? '' : String(value));
  }
  return `${BASE}${path}${search.size > 0 ? `?${search}` : ''}`;
}

async function refusal(response: Response): Promise<ApiError> {
  const problem: Partial<Problem> = await response.json().catch(() => ({})); // a proxy's HTML page is no problem document
  return new ApiError(problem.code ?? (response.status === 503 ? 'database-unavailable' : 'internal'), response.status, problem);
}

async function send<T>(
  method: string,
  path: string,
  { body, query, signal, idempotencyKey }: PostOptions & { body?: unknown },
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const init: RequestInit = { method, credentials: 'same-origin', headers };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
    headers['content-type'] = 'application/json';
  }
  if (idempotencyKey !== undefined) headers['idempotency-key'] = idempotencyKey;
  if (signal) init.signal = signal;
  const response = await fetch(apiUrl(path, query), init).catch((cause: unknown) => {
    if (signal?.aborted) throw cause;
    throw new ApiError('network', 0, { detail: 'The server cannot be reached.' });
  });
  if (!response.ok) throw await refusal(response);
  if (response.status === 204) return undefined as T; // the caller asked for nothing
  return (await response.json()) as T; // the contract promises this shape; the server checks it against the same schema
}

/**
 * The CRM's own API, `/api/v1`.
 * @throws {ApiError} with the problem's code; `network` when no answer came.
 */
export const api = {
  get: <T>(path: string, options: Options = {}) => send<T>('GET', path, options),
  post: <T>(path: string, body?: unknown, options: PostOptions = {}) => send<T>('POST', path, { ...options, body }),
  put: <T>(path: string, body?: unknown, options: Options = {}) => send<T>('PUT', path, { ...options, body }),
  patch: <T>(path: string, body: unknown, options: Options = {}) => send<T>('PATCH', path, { ...options, body }),
  delete: <T = void>(path: string, options: Options = {}) => send<T>('DELETE', path, options),
};

/** True when the server says that nobody is signed in. */
export const isSignedOut = (error: unknown): boolean => error instanceof ApiError && error.code === 'unauthenticated';
