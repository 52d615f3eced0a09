import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awakeTime } from './support/awake-time.ts';
import { ADMIN, ADMIN_TOKEN, NOBODY, type RealServer, realServer, type Reply } from './support/real-server.ts';

let real: RealServer;
beforeAll(async () => {
  real = await realServer({ CARILLON_METRICS_TOKEN: 'metrics-token', CARILLON_PUBLIC_URL: 'https://crm.example.com' });
});
afterAll(() => real.close());

const ask: RealServer['ask'] = (line, body, headers) => real.ask(line, body, headers);
const problem = (status: number, code: string) => ({ type: 'about:blank', title: code, status, code });
function expectProblem({ status, headers, body }: Reply, expected: { status: number; code: string }): void {
  expect([status, headers.get('content-type')]).toEqual([expected.status, 'application/problem+json; charset=utf-8']);
  expect(body).toMatchObject({ ...problem(expected.status, expected.code), detail: expect.any(String) });
}

describe('outside the API', () => {
  test('the process, the database, the metrics and the reference answer', async () => {
    expect(await ask('GET /healthz', undefined, NOBODY)).toMatchObject({ status: 200 });
    expect(await ask('GET /readyz', undefined, NOBODY)).toMatchObject({ status: 200 });
    expectProblem(await ask('GET /metrics', undefined, NOBODY), { status: 401, code: 'unauthenticated' });
    const metrics = await ask('GET /metrics', undefined, { authorization: 'Bearer metrics-token' });
    expect(metrics).toMatchObject({ status: 200, text: expect.stringContaining('carillon_deliveries_total') });
    expect(await ask('GET /docs', undefined, NOBODY)).toMatchObject({
      status: 200,
      text: expect.stringContaining('/api/v1/contacts'),
    });
  });
});

describe('every refusal is a problem document', () => {
  const more: Record<string, Record<string, string>> = { 'another kind of body': { 'content-type': 'text/xml' } };
  test.each<[what: string, line: string, body: unknown, refusal: string]>([
    ['an unknown address', 'GET /api/v1/nothing', undefined, '404 not-found'],
    ['a badly encoded address', 'GET /api/v1/contacts/%E0%A4%A', undefined, '400 bad-request'],
    ['a badly encoded address outside the API', 'GET /%ff', undefined, '400 bad-request'],
    ['malformed JSON', 'POST /api/v1/contacts', '{', '400 bad-request'],
    ['no body', 'POST /api/v1/contacts', '', '400 bad-request'],
    ['another kind of body', 'POST /api/v1/contacts', '<a/>', '415 unsupported-media'],
    ['a body too large', 'POST /api/v1/contacts', { name: 'a'.repeat(1_100_000) }, '413 too-large'],
    ['a page too long', 'GET /api/v1/contacts?limit=201', undefined, '422 invalid'],
    ['a status that there is not', 'GET /api/v1/calls?status=missed,lost', undefined, '422 invalid'],
    ['a character the database can not keep', 'POST /api/v1/contacts', { name: 'a\0b' }, '422 invalid'],
    ['the same in a query', 'GET /api/v1/search?q=%00', undefined, '422 invalid'],
    ['the same in an address', 'PUT /api/v1/telephony/extensions/%00', { userId: null }, '422 invalid'],
    ['a number out of range', 'GET /api/v1/calls?minSeconds=99999999999', undefined, '422 invalid'],
    ['a year that never was', 'GET /api/v1/calls?from=0000-01-01T00:00:00Z', undefined, '400 bad-request'],
    ['a sixty-first second', 'GET /api/v1/calls?from=2016-12-31T23:59:60Z', undefined, '422 invalid'],
    [
      'the same in figures',
      'GET /api/v1/statistics/calls?from=2016-12-31T23:59:60Z&to=2017-01-02T00:00:00Z',
      undefined,
      '422 invalid',
    ],
    [
      'the same in a body',
      'POST /api/v1/reconciliations',
      { from: '2016-12-31T23:59:60Z', to: '2017-01-02T00:00:00Z' },
      '422 invalid',
    ],
  ])('%s', async (what, line, body, refusal) => {
    const [status, code = ''] = refusal.split(' ');
    expectProblem(await ask(line, body, more[what]), { status: Number(status), code });
  });

  test.each(['calls', 'telephony/events', 'blacklist', 'contacts', 'audit'])('a made-up cursor of %s', async (list) => {
    const cursor = Buffer.from('["a","b"]').toString('base64url');
    expectProblem(await ask(`GET /api/v1/${list}?cursor=${cursor}`), { status: 400, code: 'bad-request' });
  });

  test.each([
    ['no HTTP', 'hello\r\n\r\n'],
    ['too many headers', `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('what is %s', async (_what, text) => {
    const socket = connect(Number(new URL(real.server.url).port), '127.0.0.1').on('error', () => undefined);
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes.toString()));
    socket.write(text);
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\ncontent-type: application\/problem\+json/);
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject(problem(400, 'bad-request'));
  });

  test('a bad field is named by its pointer', async () => {
    const { body } = await ask('POST /api/v1/contacts', { name: 'A', phones: [{ number: 'abc' }] });
    expect(body.errors).toEqual([{ pointer: '/phones/0/number', detail: expect.any(String) }]);
  });

  test('what is not there yet', async () => {
    expectProblem(await ask('GET /api/v1/webhooks'), { status: 404, code: 'not-found' });
    expectProblem(await ask('POST /api/v1/webhooks', {}), { status: 404, code: 'not-found' });
  });
});

describe('who may ask', () => {
  test.each([
    'POST /api/v1/users',
    'POST /api/v1/contacts',
    'PATCH /api/v1/telephony/settings',
    'POST /api/v1/telephony/decision',
  ])('nobody learns what is wrong with a question before signing in: %s', async (line) => {
    expectProblem(await ask(line, { name: 5 }, NOBODY), { status: 401, code: 'unauthenticated' });
    expectProblem(await ask(line, '{', NOBODY), { status: 401, code: 'unauthenticated' });
  });

  test('2.7 an agent is told 403 to everything of the telephony settings, whatever is asked', async () => {
    const cookie = await signInAs('agent');
    for (const line of [
      'GET settings',
      'PATCH settings',
      'POST check',
      'GET extensions',
      'PUT extensions/100',
      'GET numbers',
      'GET schedules',
    ]) {
      const [method = '', path = ''] = line.split(' ');
      const asked = await ask(`${method} /api/v1/telephony/${path}`, method === 'GET' ? undefined : { country: 5 }, {
        ...NOBODY,
        cookie,
      });
      expectProblem(asked, { status: 403, code: 'forbidden' });
    }
    for (const line of ['GET /api/v1/telephony/events', 'GET /api/v1/audit', 'GET /api/v1/users', 'GET /api/v1/blacklist'])
      expectProblem(await ask(line, undefined, { ...NOBODY, cookie }), { status: 403, code: 'forbidden' });
    for (const line of ['POST /api/v1/users', 'POST /api/v1/telephony/decision', 'POST /api/v1/blacklist/batch'])
      expectProblem(await ask(line, {}, { ...NOBODY, cookie }), { status: 403, code: 'forbidden' });
  });

  test('signing in answers with the user and a cookie of this host alone', async () => {
    const { status, body, headers } = await ask('POST /api/v1/session', ADMIN, NOBODY);
    expect(status).toBe(200);
    expect(body).toMatchObject({ email: ADMIN.email, role: 'admin', user: { email: ADMIN.email } });
    expect(body.id).toBe(body.user.id);
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-carillon=[\w-]{40,}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
    expectProblem(await ask('POST /api/v1/session', { ...ADMIN, password: 'x' }, NOBODY), {
      status: 401,
      code: 'wrong-credentials',
    });
  });

  test('other sites are let in neither by CORS nor by a cookie', async () => {
    const cookie = await signInAs('supervisor');
    const evil = { ...NOBODY, cookie, origin: 'https://evil.example' };
    expectProblem(await ask('POST /api/v1/contacts', { name: 'A' }, evil), { status: 403, code: 'wrong-origin' });
    const read = await ask('GET /api/v1/contacts', undefined, evil);
    expect([...read.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
    expect((await ask('POST /api/v1/contacts', { name: 'A' }, { ...evil, origin: 'https://crm.example.com' })).status).toBe(201);
  });
});

describe('stopping', () => {
  test('a taken port ends the start, and nothing goes on behind it', async () => {
    const port = new URL(real.server.url).port;
    await expect(real.start({ PORT: port, CARILLON_METRICS_TOKEN: '' })).rejects.toThrow(/EADDRINUSE/);
    expect((await ask('GET /readyz')).status).toBe(200);
  });

  test('neither a stream, nor an idle connection, nor half a request holds it up', async () => {
    const second = await real.start({ CARILLON_METRICS_TOKEN: '' });
    expectProblem(await fetchReply(`${second.url}/metrics`), { status: 404, code: 'not-found' });
    const { port } = new URL(second.url);
    const open = async (text: string) => {
      const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
      await once(socket, 'connect');
      socket.write(text);
      return socket;
    };
    const cookie = await signInAs('admin');
    const stream = await open(`GET /api/v1/live HTTP/1.1\r\nHost: x\r\nCookie: ${cookie}\r\n\r\n`);
    await once(stream, 'data');
    await open('');
    await open('POST /zadarma HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nevent=');
    const { ms } = await awakeTime(() => second.close());
    expect(ms).toBeLessThan(9000);
  });
});

test('neither secrets nor people get into the log, at any level', async () => {
  const secrets = {
    name: 'Tatiana Secretova',
    email: 'tatiana@example.com',
    password: 'her-own-password',
    phones: ['+79167654321'],
  };
  expect((await ask('POST /api/v1/users', secrets)).status).toBe(201);
  await ask('POST /api/v1/session', { email: secrets.email, password: 'her-wrong-password' }, NOBODY);
  await ask('GET /api/v1/search?q=9167654321');
  await ask('GET /zadarma?zd_echo=9167654321', undefined, NOBODY);
  await ask('PATCH /api/v1/telephony/settings', { apiKey: 'a-half-of-keys' });
  const cookie = await signInAs('agent');
  const words = [
    ...Object.values(secrets).flat(),
    'wrong-password',
    '9167654321',
    'a-half-of-keys',
    cookie.split('=')[1],
    ADMIN.password,
  ];
  for (const word of [...words, ADMIN_TOKEN, 'metrics-token']) expect(real.logged()).not.toContain(word);
  expect(real.logged()).toContain('The database is ready');
});

async function fetchReply(url: string): Promise<Reply> {
  const response = await fetch(url);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: JSON.parse(text) };
}

let users = 0;
async function signInAs(role: string): Promise<string> {
  users += 1;
  const person = { name: role, email: `${role}-${users}@example.com`, password: '8-digits', role };
  expect((await ask('POST /api/v1/users', person)).status).toBe(201);
  const { headers } = await ask('POST /api/v1/session', { email: person.email, password: person.password }, NOBODY);
  return headers.get('set-cookie')?.split(';')[0] ?? '';
}
