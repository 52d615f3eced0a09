import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureFirstAdministrator } from '../src/features/sign-in/first-administrator.ts';
import { signInRoutes } from '../src/features/sign-in/routes.ts';
import { cookieOf, PASSWORD, type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
let anna: TestUser;
beforeAll(async () => {
  api = await testApi((deps) => [signInRoutes(deps)]);
  const { workspaceId } = await api.workspace('main');
  anna = await api.user(workspaceId, 'admin', 'Anna');
});
afterAll(() => api.stop());

const signIn = (email: string, password = PASSWORD) => api.ask(null, 'POST /session', { email, password });

describe('a session', () => {
  test('signing in sets a cookie for this host only, out of reach of scripts, and tells who is there', async () => {
    const answer = await signIn(anna.email.toUpperCase());
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      user: { id: anna.id, role: 'admin', phones: [], extension: null },
      workspace: { country: 'RU' },
      connected: false,
    });
    expect(String(answer.headers['set-cookie'])).toMatch(
      /^carillon=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(JSON.stringify(answer.body)).not.toMatch(/hash|password/i);
    const session = await api.ask(null, 'GET /session', undefined, { cookie: cookieOf(answer) });
    expect(session.body.user.id).toBe(anna.id);
  });

  test.each([
    ['a wrong password', () => anna.email, 'wrong horse battery'],
    ['an unknown address', () => 'nobody@example.com', PASSWORD],
  ])('%s is 401 wrong-credentials', async (_what, email, password) => {
    expect(await signIn(email(), password)).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
  });

  test('without a sign-in there is no session', async () => {
    expect(await api.ask(null, 'GET /session')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
  });

  test('signing out ends the session, not only the cookie', async () => {
    const cookie = cookieOf(await signIn(anna.email));
    expect((await api.ask(null, 'DELETE /session', undefined, { cookie })).status).toBe(204);
    expect((await api.ask(null, 'GET /session', undefined, { cookie })).status).toBe(401);
  });

  test('a session ends after 30 days', async () => {
    const cookie = cookieOf(await signIn(anna.email));
    api.clock.pass(30 * 86_400 + 1);
    expect((await api.ask(null, 'GET /session', undefined, { cookie })).status).toBe(401);
  });

  test('another site cannot use a signed-in browser', async () => {
    const cookie = cookieOf(await signIn(anna.email));
    const answer = await api.ask(null, 'DELETE /session', undefined, { cookie, origin: 'https://evil.example' });
    expect(answer).toMatchObject({ status: 403, body: { code: 'wrong-origin' } });
  });

  test('after ten wrong passwords an address is closed for a quarter of an hour, also to the right one', async () => {
    const email = 'guessed@example.com';
    for (let n = 0; n < 10; n += 1) expect((await signIn(email, 'wrong')).status).toBe(401);
    const closed = await signIn(email);
    expect(closed).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    expect(Number(closed.headers['retry-after'])).toBeGreaterThan(0);
    api.clock.pass(901);
    expect((await signIn(email)).status).toBe(401);
  });

  test('a field of the wrong kind is 422 with its pointer', async () => {
    const answer = await api.ask(null, 'POST /session', { email: 5 });
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual(['/email', '/password']);
  });
});

test('with many companies the host says which one a person signs in to', async () => {
  const many = await testApi((deps) => [signInRoutes(deps)], { baseDomain: 'crm.example', publicUrl: 'https://crm.example' });
  try {
    const { workspaceId } = await many.workspace('acme');
    await many.workspace('other');
    const user = await many.user(workspaceId, 'agent', 'Boris');
    const at = (host: string) => many.ask(null, 'POST /session', { email: user.email, password: PASSWORD }, { host });
    expect((await at('other.crm.example')).status).toBe(401);
    expect((await at('crm.example')).status).toBe(401);
    const entered = await at('acme.crm.example');
    expect(entered.body.workspace.id).toBe(workspaceId);
    expect(String(entered.headers['set-cookie'])).toMatch(/^__Host-carillon=.*Secure/);
  } finally {
    await many.stop();
  }
});

const start = (fresh: TestApi, given: { adminEmail?: string; adminPassword?: string; bootstrapToken?: string } = {}) =>
  ensureFirstAdministrator({
    db: fresh.database.db,
    publicUrl: 'http://127.0.0.1:3000',
    adminEmail: given.adminEmail,
    adminPassword: given.adminPassword,
    bootstrapToken: given.bootstrapToken,
    country: 'KZ',
    now: fresh.clock.now,
  });

const tokenOf = (url: string | null) => new URL(url ?? '').searchParams.get('token') ?? '';

describe('2.9 the first administrator', () => {
  test('is made from the environment once, with the operator’s token', async () => {
    const fresh = await testApi((deps) => [signInRoutes(deps)]);
    try {
      const given = { adminEmail: 'root@example.com', adminPassword: PASSWORD, bootstrapToken: 'x'.repeat(32) };
      const [first, second] = await Promise.all([start(fresh, given), start(fresh, given)]); // two processes at once
      expect([first.setupUrl, second.setupUrl]).toEqual([null, null]);
      const session = await fresh.ask(null, 'GET /session', undefined, { authorization: `Bearer ${'x'.repeat(32)}` });
      expect(session.body).toMatchObject({ user: { email: 'root@example.com', role: 'admin' }, workspace: { country: 'KZ' } });
      await start(fresh);
      expect((await fresh.ask(null, 'GET /session', undefined, { authorization: `Bearer ${'x'.repeat(32)}` })).status).toBe(401);
    } finally {
      await fresh.stop();
    }
  });

  test('is made by the one-time link, which then is closed', async () => {
    const fresh = await testApi((deps) => [signInRoutes({ ...deps, bootstrapToken: 'y'.repeat(32) })]);
    try {
      const old = tokenOf((await start(fresh)).setupUrl);
      const token = tokenOf((await start(fresh)).setupUrl);
      expect((await fresh.ask(null, `GET /setup?token=${old}`)).status).toBe(403);
      expect((await fresh.ask(null, `GET /setup?token=${token}`)).status).toBe(204);
      const body = { token, name: 'Анна', email: 'anna@example.com', password: PASSWORD, company: 'Ромашка' };
      expect((await fresh.ask(null, 'POST /setup', { ...body, token: 'guessed' })).body.code).toBe('setup-closed');
      const both = await Promise.all([1, 2].map(() => fresh.ask(null, 'POST /setup', body)));
      expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 403]);
      const made = both.find(({ status }) => status === 201);
      expect(made?.body).toMatchObject({ user: { name: 'Анна', role: 'admin' }, workspace: { name: 'Ромашка' } });
      expect((await fresh.ask(null, `GET /setup?token=${token}`)).body.code).toBe('setup-closed');
      expect((await start(fresh)).setupUrl).toBeNull();
      expect((await fresh.ask(null, 'GET /session', undefined, { authorization: `Bearer ${'y'.repeat(32)}` })).status).toBe(401); // start() without it revoked it
    } finally {
      await fresh.stop();
    }
  });

  test('cannot be made by a link older than a day', async () => {
    const fresh = await testApi((deps) => [signInRoutes(deps)]);
    try {
      const { setupUrl } = await start(fresh);
      fresh.clock.pass(86_401);
      expect((await fresh.ask(null, `GET /setup${new URL(setupUrl ?? '').search}`)).status).toBe(403);
    } finally {
      await fresh.stop();
    }
  });
});
