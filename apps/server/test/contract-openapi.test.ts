import { DEFAULT_FEATURES, ERROR_STATUS } from '@carillon/contract';
import { Compile } from 'typebox/schema';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NOBODY, type RealServer, realServer } from './support/real-server.ts';

type Media = { schema: object; example?: unknown };
type Operation = {
  name: string;
  summary?: string;
  security?: unknown[];
  parameters?: { name: string; in: string; required?: boolean }[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { description: string; content?: Record<string, Media> }>;
};

let real: RealServer;
let document: Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- a document of any shape is looked into
let operations: Operation[];
beforeAll(async () => {
  real = await realServer();
  document = (await real.ask('GET /api/v1/openapi.json', undefined, NOBODY)).body;
  operations = Object.entries<Record<string, Operation>>(document['paths']).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, name: `${method.toUpperCase()} ${path}` })),
  );
});
afterAll(() => real.close());

const wrong = (isWrong: (operation: Operation) => boolean) => operations.filter(isWrong).map(({ name }) => name);
const answersOf = ({ responses }: Operation, from: number, to: number) =>
  Object.entries(responses).filter(([status]) => Number(status) >= from && Number(status) < to);
/** The codes an operation may refuse with, as `409 extension-taken`. */
const refusalsOf = (name: string): string[] => {
  const operation = operations.find((each) => each.name === name);
  return operation === undefined
    ? []
    : answersOf(operation, 400, 600).flatMap(([status, { description }]) =>
        description.split(', ').map((code) => `${status} ${code}`),
      );
};

describe('the OpenAPI document', () => {
  test('is of version 3.1 and has every route of the contract that is built', () => {
    expect(document['openapi']).toMatch(/^3\.1\./);
    expect(operations.map(({ name }) => name)).toEqual(expect.arrayContaining(ROUTES));
  });

  test('sums up every route, and names its parameters', () => {
    expect(wrong(({ summary }) => !summary)).toEqual([]);
    const named = ({ name, parameters = [] }: Operation) =>
      [...name.matchAll(/\{(\w+)\}/g)].every(([, each]) =>
        parameters.some((p) => p.name === each && p.in === 'path' && p.required),
      );
    expect(wrong((operation) => !named(operation))).toEqual([]);
  });

  test('has an example for every body and every answer, and each is what its schema allows', () => {
    for (const operation of operations) {
      const media = [operation.requestBody, ...answersOf(operation, 200, 300).map(([, answer]) => answer)].flatMap((each) =>
        Object.entries(each?.content ?? {}),
      );
      for (const [type, { schema, example }] of media) {
        const text = type === 'text/event-stream';
        expect([operation.name, type, example !== undefined, text || Compile(schema).Check(example)]).toEqual([
          operation.name,
          type,
          true,
          true,
        ]);
      }
    }
  });

  test('has a schema for every answer but 204, and problem documents for all refusals', () => {
    expect(
      wrong((each) => answersOf(each, 200, 300).some(([status, { content }]) => (status === '204') === (content !== undefined))),
    ).toEqual([]);
    expect(
      wrong((each) =>
        answersOf(each, 400, 600).some(([, { content = {} }]) => Object.keys(content).join() !== 'application/problem+json'),
      ),
    ).toEqual([]);
  });

  test('refuses with codes of the closed list, each under its status', () => {
    expect(new Set(document['components'].schemas.Problem.properties.code.enum)).toEqual(new Set(Object.keys(ERROR_STATUS)));
    const known = new Set(Object.entries(ERROR_STATUS).map(([code, status]) => `${status} ${code}`));
    expect(operations.flatMap(({ name }) => refusalsOf(name)).filter((refusal) => !known.has(refusal))).toEqual([]);
  });

  test.each([
    ['POST /api/v1/session', ['401 wrong-credentials', '429 too-many-requests']],
    [
      'POST /api/v1/users',
      ['409 email-taken', '409 number-taken', '409 idempotency-mismatch', '413 too-large', '415 unsupported-media'],
    ],
    ['PATCH /api/v1/users/{id}', ['409 last-administrator', '404 not-found', '403 forbidden', '403 wrong-origin']],
    ['PATCH /api/v1/telephony/settings', ['422 keys-refused', '422 invalid', '502 provider-unavailable', '403 forbidden']],
    ['PUT /api/v1/telephony/notifications', ['409 other-url-registered', '409 not-connected', '502 provider-refused']],
    ['DELETE /api/v1/telephony/notifications', ['409 other-url-registered', '409 not-connected', '502 provider-unavailable']],
    ['GET /api/v1/telephony/balance', ['502 provider-unavailable', '409 not-connected']],
    ['PUT /api/v1/telephony/extensions/{ext}', ['409 extension-taken', '409 user-has-extension', '422 invalid']],
    ['POST /api/v1/blacklist', ['409 already-listed', '422 own-number']],
    [
      'POST /api/v1/calls',
      ['409 no-extension', '409 already-dialling', '422 bad-number', '429 provider-limit', '504 unknown-outcome'],
    ],
    [
      'GET /api/v1/contacts',
      ['401 unauthenticated', '429 too-many-requests', '422 invalid', '500 internal', '503 database-unavailable'],
    ],
  ])('tells what %s may refuse', (name, refusals) => {
    expect(refusalsOf(name)).toEqual(expect.arrayContaining(refusals));
  });

  test('says of whatever takes a request with a body, asked for or not, that it may be of a wrong kind or too large', () => {
    const takesBody = ({ name }: Operation) => /^(POST|PUT|PATCH) /.test(name);
    const tells = ({ responses }: Operation) => '413' in responses && '415' in responses;
    expect(wrong((operation) => takesBody(operation) && !tells(operation))).toEqual([]);
  });

  test('has no verdict on a notification but those of the contract', () => {
    const { schema } = document['paths']['/api/v1/telephony/events'].get.responses['200'].content['application/json'];
    const verdicts = ['accepted', 'repeated', 'stale', 'refused', 'unknown'];
    expect(new Set(schema.properties.items.items.properties.verdict.enum)).toEqual(new Set(verdicts));
  });

  test('a PATCH may come as a merge patch, and signing in needs no sign-in', () => {
    expect(
      wrong(({ name, requestBody }) => name.startsWith('PATCH') && !requestBody?.content['application/merge-patch+json']),
    ).toEqual([]);
    expect(operations.filter(({ security }) => security?.length === 0).map(({ name }) => name)).toContain('POST /api/v1/session');
  });
});

test('2.5 a new workspace has exactly the features of the contract', async () => {
  const settings = await real.ask('GET /api/v1/telephony/settings');
  expect(settings.body.features).toEqual(FEATURES);
  expect(DEFAULT_FEATURES).toEqual(FEATURES);
});

const FEATURES = {
  autoCreate: {
    inbound: { enabled: false, create: 'lead', alsoMissed: true },
    outbound: { enabled: false, create: 'contact', moment: 'answer' },
    assign: 'answerer',
  },
  routeToResponsible: {
    enabled: false,
    rehearsal: false,
    returnTimeoutSeconds: 15,
    whenAmbiguous: 'openDeal',
    respectHours: true,
  },
  callerName: { enabled: false, template: '{contact}' },
  missedCalls: { enabled: false, as: 'task', dueMinutes: 15, escalateMinutes: 30, menuOnlyIsMissed: true }, // the escalation is a later field
  blacklist: { enabled: false, reply: 'busy', hiddenNumbers: false },
};

const ROUTES = `
POST /session, GET /session, DELETE /session, GET /users, POST /users, GET /users/{id}, PATCH /users/{id},
GET /telephony/settings, PATCH /telephony/settings, POST /telephony/check, PUT /telephony/notifications, DELETE /telephony/notifications,
GET /telephony/balance, GET /telephony/extensions, POST /telephony/extensions/refresh, PUT /telephony/extensions/{ext},
GET /telephony/numbers, PATCH /telephony/numbers/{did}, GET /telephony/schedules, POST /telephony/schedules,
PATCH /telephony/schedules/{id}, DELETE /telephony/schedules/{id}, GET /telephony/events, POST /telephony/decision,
GET /contacts, POST /contacts, GET /contacts/{id}, PATCH /contacts/{id}, DELETE /contacts/{id},
GET /companies, POST /companies, GET /companies/{id}, PATCH /companies/{id}, DELETE /companies/{id}, GET /search,
GET /leads, POST /leads, GET /leads/{id}, PATCH /leads/{id}, DELETE /leads/{id}, POST /leads/{id}/conversion, PUT /leads/{id}/claim,
GET /deals, POST /deals, GET /deals/{id}, PATCH /deals/{id}, DELETE /deals/{id}, GET /deals/board,
GET /tasks, POST /tasks, GET /tasks/{id}, PATCH /tasks/{id}, DELETE /tasks/{id},
GET /notes, POST /notes, GET /notes/{id}, PATCH /notes/{id}, DELETE /notes/{id}, GET /pipelines, POST /pipelines, PATCH /pipelines/{id},
GET /calls, POST /calls, GET /dialling, GET /calls/{id}, PATCH /calls/{id}, POST /calls/{id}/notes, PUT /calls/{id}/clients/{type}/{clientId},
GET /calls/{id}/recordings, GET /calls/{id}/recordings/{n}, DELETE /calls/{id}/recordings/{n}, POST /calls/{id}/recordings/{n}/retry,
GET /calls/{id}/recordings/{n}/peaks, GET /telephony/recordings, PATCH /telephony/recordings, PUT /telephony/extensions/{ext}/recording,
GET /missed-calls, PUT /missed-calls/{id}/claim, DELETE /missed-calls/{id}/claim,
GET /blacklist, POST /blacklist, DELETE /blacklist/{id}, POST /imports, GET /jobs/{id}, DELETE /jobs/{id},
GET /tokens, POST /tokens, DELETE /tokens/{id}, GET /audit, GET /live`
  .split(',')
  .map((line) => line.trim().replace(' /', ' /api/v1/'));
