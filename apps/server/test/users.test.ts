import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { signInRoutes } from '../src/features/sign-in/routes.ts';
import { userRoutes } from '../src/features/users/routes.ts';
import { cookieOf, PASSWORD, sql, type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
const gone: string[] = [];
beforeAll(async () => {
  api = await testApi((deps) => [
    signInRoutes(deps),
    userRoutes({ ...deps, onUserDeactivated: (_workspace, user) => void gone.push(user) }),
  ]);
});
afterAll(() => api.stop());

let admin: TestUser;
let agent: TestUser;
let workspaceId: string;
let connectionId: string;
let slug = 0;
beforeEach(async () => {
  slug += 1;
  ({ workspaceId, connectionId } = await api.workspace(`w${slug}`));
  admin = await api.user(workspaceId, 'admin');
  agent = await api.user(workspaceId, 'agent');
});

const unique = () => `u${Math.random().toString(36).slice(2)}@example.com`;

describe('making users', () => {
  test('a password is usable at once, and never comes back', async () => {
    const email = unique();
    const made = await api.ask(admin, 'POST /users', {
      name: 'Айгуль',
      email,
      password: PASSWORD,
      phones: ['8 (916) 123-45-67'],
    });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Айгуль', role: 'agent', phones: ['+79161234567'], active: true, callDevice: 'desk' },
    });
    expect(made.body).not.toHaveProperty('password');
    expect((await api.ask(null, 'POST /session', { email, password: PASSWORD })).body.user.id).toBe(made.body.id);
  });

  test('of two concurrent users with one e-mail address, one gets 409 email-taken', async () => {
    const body = { name: 'B', email: unique(), password: PASSWORD };
    const answers = await Promise.all([
      api.ask(admin, 'POST /users', body),
      api.ask(admin, 'POST /users', { ...body, email: body.email.toUpperCase() }),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'email-taken',
      errors: [{ pointer: '/email' }],
    });
  });

  test.each([
    ['a short password', { password: 'short' }, '/password'],
    ['no e-mail address', { email: 'nobody' }, '/email'],
    ['a number nobody can read', { phones: ['+7916'] }, '/phones/0'],
    ['an unknown role', { role: 'owner' }, '/role'],
  ])('%s is 422 with its pointer', async (_what, wrong, pointer) => {
    const answer = await api.ask(admin, 'POST /users', { name: 'B', email: unique(), ...wrong });
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid', errors: [{ pointer }] } });
  });

  test('a colleague’s number is 409 number-taken', async () => {
    await api.ask(admin, `PATCH /users/${agent.id}`, { phones: ['+79161234567'] });
    const answer = await api.ask(admin, 'POST /users', { name: 'B', email: unique(), phones: ['89161234567'] });
    expect(answer).toMatchObject({ status: 409, body: { code: 'number-taken' } });
  });

  test('an invitation lets somebody choose a password, once', async () => {
    const made = await api.ask(admin, 'POST /users', { name: 'Boris', email: unique() });
    const invitation = await api.ask(admin, `POST /users/${made.body.id}/invitation`);
    expect(invitation.status).toBe(201);
    const token = new URL(invitation.body.url).searchParams.get('token');
    expect((await api.ask(null, `GET /invitations/${token}`)).body).toEqual({ name: 'Boris', email: made.body.email });
    const accepted = await api.ask(null, 'POST /invitations/accept', { token, password: PASSWORD });
    expect(accepted).toMatchObject({ status: 201, body: { user: { id: made.body.id } } });
    expect((await api.ask(null, 'POST /invitations/accept', { token, password: PASSWORD })).status).toBe(404);
  });
});

describe('rights', () => {
  test.each(['GET', 'POST'])('%s /users is 401 to nobody and 403 to an agent', async (method) => {
    const body = method === 'POST' ? { name: 'B', email: unique() } : undefined;
    expect((await api.ask(null, `${method} /users`, body)).status).toBe(401);
    expect((await api.ask(agent, `${method} /users`, body)).status).toBe(403);
  });

  test('an agent changes own things only', async () => {
    expect((await api.ask(agent, `PATCH /users/${agent.id}`, { locale: 'ru', callDevice: 'browser' })).body).toMatchObject({
      locale: 'ru',
    });
    expect((await api.ask(agent, `PATCH /users/${agent.id}`, { role: 'admin' })).status).toBe(403);
    expect((await api.ask(agent, `PATCH /users/${agent.id}`, { phones: ['+79161234567'] })).status).toBe(403);
    expect((await api.ask(agent, `PATCH /users/${admin.id}`, { locale: 'ru' })).status).toBe(403);
  });

  test('another workspace’s user is 404', async () => {
    const other = await api.workspace(`x${slug}`);
    const stranger = await api.user(other.workspaceId, 'admin');
    expect((await api.ask(stranger, `GET /users/${agent.id}`)).status).toBe(404);
    expect((await api.ask(stranger, `PATCH /users/${agent.id}`, { name: 'x' })).status).toBe(404);
    expect((await api.ask(stranger, 'GET /users')).body.items).toHaveLength(1);
  });

  test('everybody may see the names of colleagues', async () => {
    const { body } = await api.ask(agent, 'GET /colleagues');
    expect(body.items.map(({ id }: { id: string }) => id).toSorted()).toEqual([admin.id, agent.id].toSorted());
    expect(body.items[0]).not.toHaveProperty('email');
  });
});

describe('changing users', () => {
  test('a patch leaves the siblings, an absence has a deputy, null ends it', async () => {
    const away = { until: '2026-04-01T00:00:00.000Z', deputyId: admin.id };
    expect((await api.ask(agent, `PATCH /users/${agent.id}`, { absence: away })).body).toMatchObject({
      absence: away,
      name: 'agent',
    });
    expect((await api.ask(agent, `PATCH /users/${agent.id}`, { absence: { ...away, deputyId: agent.id } })).status).toBe(422);
    const chosen = async (preferences: object) =>
      (await api.ask(agent, `PATCH /users/${agent.id}`, { preferences })).body.preferences;
    expect(await chosen({ ringSound: 'answer' })).toEqual({ ringSound: 'answer', systemNotification: true, email: false });
    expect(await chosen({ systemNotification: false })).toEqual({ ringSound: 'answer', systemNotification: false, email: false });
    expect(await chosen({ ringSound: null })).toEqual({ ringSound: null, systemNotification: false, email: false });
    expect((await api.ask(agent, `PATCH /users/${agent.id}`, { absence: null })).body.absence).toBeNull();
  });

  test.each([0, 3, 120, null])('7.2 a return time-out of one’s own may be %s', async (returnTimeoutSeconds) => {
    const { body } = await api.ask(admin, `PATCH /users/${agent.id}`, { returnTimeoutSeconds });
    expect(body.returnTimeoutSeconds).toBe(returnTimeoutSeconds);
  });

  test.each([1, 2, -1, 121, 3.5])('7.2 a return time-out of %s is refused', async (returnTimeoutSeconds) => {
    const { status, body } = await api.ask(admin, `PATCH /users/${agent.id}`, { returnTimeoutSeconds });
    expect([status, body.errors[0].pointer]).toEqual([422, '/returnTimeoutSeconds']);
  });

  test('2.7 a supervisor sends anybody away and nothing else; agents send nobody but themselves', async () => {
    const supervisor = await api.user(admin.workspaceId, 'supervisor');
    const absence = { until: '2026-04-01T00:00:00.000Z', deputyId: null };
    expect((await api.ask(supervisor, `PATCH /users/${agent.id}`, { absence })).body).toMatchObject({ absence });
    expect((await api.ask(supervisor, `PATCH /users/${agent.id}`, { absence, locale: 'ru' })).status).toBe(403);
    expect((await api.ask(supervisor, `PATCH /users/${agent.id}`, {})).status).toBe(200);
    expect((await api.ask(supervisor, `PATCH /users/${agent.id}`, { absence: null })).body.absence).toBeNull();
    expect((await api.ask(agent, `PATCH /users/${supervisor.id}`, { absence })).status).toBe(403);
    expect((await api.ask(agent, `PATCH /users/${agent.id}`, { returnTimeoutSeconds: 20 })).status).toBe(403);
  });

  test('a new password closes the other sessions, not the one it was changed in', async () => {
    const signIn = async (password: string) => cookieOf(await api.ask(null, 'POST /session', { email: agent.email, password }));
    const [here, there] = [await signIn(PASSWORD), await signIn(PASSWORD)];
    await api.ask(null, `PATCH /users/${agent.id}`, { password: 'another battery' }, { cookie: here });
    expect((await api.ask(null, 'GET /session', undefined, { cookie: here })).status).toBe(200);
    expect((await api.ask(null, 'GET /session', undefined, { cookie: there })).status).toBe(401);
    expect(await signIn('another battery')).toMatch(/^carillon=/);
  });

  test('the last administrator stays one, also when two step down at once', async () => {
    expect((await api.ask(admin, `PATCH /users/${admin.id}`, { active: false })).body.code).toBe('last-administrator');
    const second = await api.user(workspaceId, 'admin', 'second');
    const answers = await Promise.all([admin, second].map((each) => api.ask(each, `PATCH /users/${each.id}`, { role: 'agent' })));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  test('2.8 deactivating frees the extension, ends the sessions and streams, and leaves no default responsible', async () => {
    await api.within(workspaceId, async (tx) => {
      await sql`insert into extensions (workspace_id, connection_id, extension, user_id) values (${workspaceId}, ${connectionId}, '101', ${agent.id})`.execute(
        tx,
      );
      await sql`update connections set default_responsible_id = ${agent.id} where workspace_id = ${workspaceId}`.execute(tx);
    });
    const cookie = cookieOf(await api.ask(null, 'POST /session', { email: agent.email, password: PASSWORD }));
    expect((await api.ask(admin, `GET /users/${agent.id}`)).body.extension).toBe('101');
    const answer = await api.ask(admin, `PATCH /users/${agent.id}`, { active: false });
    expect(answer.body).toMatchObject({ active: false, extension: null });
    expect(gone).toContain(agent.id);
    expect((await api.ask(null, 'GET /session', undefined, { cookie })).status).toBe(401);
    expect((await api.ask(agent, 'GET /session')).status).toBe(401); // the token sleeps with its user
    const { rows } = await api.within(workspaceId, (tx) =>
      sql`select default_responsible_id from connections where workspace_id = ${workspaceId}`.execute(tx),
    );
    expect(rows).toEqual([{ default_responsible_id: null }]);
  });

  test('the list goes on where its cursor stands, in the order of names', async () => {
    for (const name of ['Ёлкин', 'Яковлев', 'Жуков', 'Емелин']) await api.ask(admin, 'POST /users', { name, email: unique() });
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await api.ask(admin, `GET /users?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor;
    }
    expect(names).toEqual(['admin', 'agent', 'Ёлкин', 'Емелин', 'Жуков', 'Яковлев']);
  });
});
