import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { contactRoutes } from '../src/features/contacts/routes.ts';
import { sql, type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
let ticks = (): number => performance.now();
beforeAll(async () => {
  api = await testApi((deps) => [contactRoutes(deps)], { ticks: () => ticks() });
});
afterAll(() => api.stop());

let user: TestUser;
let n = 0;
beforeEach(async () => {
  n += 1;
  user = await api.user((await api.workspace(`w${n}`)).workspaceId, 'agent');
});
const post = (body: object, key: string, by = user) => api.ask(by, 'POST /contacts', body, { 'idempotency-key': key });
const count = async () => (await api.ask(user, 'GET /contacts')).body.total;

describe('Idempotency-Key', () => {
  test('the same request again, its keys in another order, gets the same answer and makes nothing', async () => {
    const first = await post({ name: 'A', tags: ['x'] }, 'key-1');
    const again = await post({ tags: ['x'], name: 'A' }, 'key-1');
    expect(again).toMatchObject({ status: 201, body: first.body });
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(await count()).toBe(1);
  });

  test('two at once have one effect and one answer', async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(() => post({ name: 'A' }, 'key-2')));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await count()).toBe(1);
  });

  test('another body with the same key is 409 idempotency-mismatch', async () => {
    await post({ name: 'A' }, 'key-3');
    expect(await post({ name: 'B' }, 'key-3')).toMatchObject({ status: 409, body: { code: 'idempotency-mismatch' } });
  });

  test('a refused request leaves the key free', async () => {
    expect((await post({ name: 'A', phones: [{ number: '1' }] }, 'key-4')).status).toBe(422);
    expect((await post({ name: 'A' }, 'key-4')).status).toBe(201);
  });

  test('keys are each user’s own, and kept for a day', async () => {
    const other = await api.user(user.workspaceId, 'agent', 'other');
    await post({ name: 'A' }, 'key-5');
    await post({ name: 'B' }, 'key-5', other);
    expect(await count()).toBe(2);
    api.clock.pass(86_401);
    await post({ name: 'C' }, 'key-5');
    expect(await count()).toBe(3);
  });

  test('a key left by a process that died is free after a while', async () => {
    const made = await post({ name: 'A' }, 'key-6');
    await api.within(user.workspaceId, (tx) =>
      sql`update idempotency_keys set status = null, body = null where workspace_id = ${user.workspaceId}`.execute(tx),
    );
    api.clock.pass(91);
    const again = await post({ name: 'A' }, 'key-6');
    expect(again.status).toBe(201);
    expect(again.body.id).not.toBe(made.body.id);
  });

  test('the kept answer can be read with the key only', async () => {
    await post({ name: 'Совершенно секретно' }, 'key-7');
    const { rows } = await api.within(user.workspaceId, (tx) => sql`select key, body::text from idempotency_keys`.execute(tx));
    expect(JSON.stringify(rows)).not.toMatch(/секретно|key-7/);
  });

  test('a key of no characters is 400', async () => {
    expect((await post({ name: 'A' }, 'ключ')).status).toBe(400);
  });
});

test('a token may make 100 requests a second, another token is not held up', async () => {
  const other = await api.user(user.workspaceId, 'agent', 'other');
  const asked = performance.now();
  ticks = () => asked; // however slow the machine is, it is one second
  const answers = await Promise.all(Array.from({ length: 110 }, () => api.ask(user, 'GET /contacts?limit=500')));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(10);
  expect(refused[0]).toMatchObject({ body: { code: 'too-many-requests' }, headers: { 'retry-after': '1' } });
  expect((await api.ask(other, 'GET /contacts')).status).toBe(200);
  ticks = () => asked + 1000;
  expect((await api.ask(user, 'GET /contacts')).status).toBe(200);
});
