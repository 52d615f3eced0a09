import { ERROR_STATUS, type ErrorCode, Problem } from '@carillon/contract';
import { exampleOf, type Schema } from './example-of.ts';

type Media = { schema?: Schema; example?: unknown };
type Answer = { description?: string; headers?: unknown; content?: Record<string, Media> };
type Operation = {
  security?: unknown[];
  requestBody?: { content: Record<string, Media> };
  parameters?: unknown[];
  responses: Record<string, Answer>;
};
type Document = { paths?: Record<string, Record<string, Operation>>; components?: { schemas?: Record<string, unknown> } };
type Place = { method: string; path: string; isOpen: (path: string) => boolean };

const CODES = Object.keys(ERROR_STATUS) as ErrorCode[]; // Object.keys forgets which keys these are

/**
 * The document the routes' schemas make, with what holds for all of them: the refusals of the front door, the type of problem documents,
 * an example for every body that has none of its own.
 *
 * @param isOpen - whether a path, in the document's words, is answered without a sign-in.
 */
export function completeOpenApi(document: object, isOpen: (path: string) => boolean): object {
  const { paths = {}, ...rest }: Document = structuredClone(document);
  for (const [path, operations] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(operations)) complete(operation, { method, path, isOpen });
  }
  return { ...rest, paths, components: { ...rest.components, schemas: { ...rest.components?.schemas, Problem } } };
}

function complete(operation: Operation, place: Place): void {
  const codes = codesOf(operation, place);
  const answers = Object.entries(operation.responses).filter(([status]) => Number(status) < 400);
  for (const [status, answer] of answers) completeAnswer(status, answer);
  operation.responses = Object.fromEntries([...answers, ...problems(codes)]);
  if (place.isOpen(place.path)) operation.security = [];
  if (operation.requestBody) completeBody(operation.requestBody, place.method);
}

/** What the route says it refuses, and what the front door refuses before it. */
function codesOf({ responses, requestBody }: Operation, { method, path, isOpen }: Place): Set<ErrorCode> {
  const own = Object.values(responses).flatMap(
    ({ content }) => Object.values(content ?? {}).flatMap(({ schema }) => (schema?.['x-codes'] ?? []) as ErrorCode[]), // put there by `failures`
  );
  const makes = method === 'post' && ('201' in responses || '202' in responses);
  return new Set<ErrorCode>([
    ...own,
    'bad-request',
    ...(isOpen(path) ? [] : (['unauthenticated', 'too-many-requests'] as const)),
    ...(method === 'get' ? [] : (['wrong-origin'] as const)),
    ...(requestBody ? (['too-large', 'unsupported-media', 'invalid'] as const) : []),
    ...(method === 'post' || method === 'put' ? (['too-large', 'unsupported-media'] as const) : []), // a body is read also where none is asked for
    ...(makes && !isOpen(path) ? (['conflict', 'idempotency-mismatch'] as const) : []),
    'internal',
    'database-unavailable',
  ]);
}

function problems(codes: ReadonlySet<ErrorCode>): [status: string, answer: Answer][] {
  const listed = CODES.filter((code) => codes.has(code));
  const statuses = [...new Set(listed.map((code) => ERROR_STATUS[code]))].toSorted((a, b) => a - b);
  return statuses.map((status) => {
    const own = listed.filter((code) => ERROR_STATUS[code] === status);
    const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }], properties: { code: { enum: own } } };
    return [
      String(status),
      { description: own.join(', '), content: { 'application/problem+json': { schema, example: problemOf(own[0]) } } },
    ];
  });
}

function problemOf(code: ErrorCode = 'internal'): Problem {
  const errors = code === 'invalid' ? { errors: [{ pointer: '/phones/0/number', detail: 'is required' }] } : {};
  const url = code === 'other-url-registered' ? { url: 'https://other.example.com/zadarma' } : {};
  return {
    type: 'about:blank',
    title: code,
    status: ERROR_STATUS[code],
    code,
    detail: 'What happened, in words for a person.',
    ...errors,
    ...url,
  };
}

function completeAnswer(status: string, answer: Answer): void {
  if (status === '204') delete answer.content;
  for (const media of Object.values(answer.content ?? {})) completeMedia(media);
}

function completeBody({ content }: { content: Record<string, Media> }, method: string): void {
  for (const media of Object.values(content)) completeMedia(media);
  const json = content['application/json'];
  if (method === 'patch' && json) content['application/merge-patch+json'] = json;
}

function completeMedia(media: Media): void {
  if (media.schema) media.example ??= exampleOf(media.schema);
}
