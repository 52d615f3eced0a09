import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { auditRoutes } from '../src/features/audit/routes.ts';
import { companyRoutes } from '../src/features/companies/routes.ts';
import { contactRoutes } from '../src/features/contacts/routes.ts';
import { searchDeals } from '../src/features/deals/search-deals.ts';
import { searchRoutes } from '../src/features/search/routes.ts';
import { tokenRoutes } from '../src/features/tokens/routes.ts';
import { type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi((deps) => [
    contactRoutes(deps),
    companyRoutes(deps),
    searchRoutes({ ...deps, findDeals: searchDeals }),
    tokenRoutes(deps),
    auditRoutes(deps),
  ]);
});
afterAll(() => api.stop());

let admin: TestUser;
let agent: TestUser;
let n = 0;
beforeEach(async () => {
  n += 1;
  const { workspaceId } = await api.workspace(`w${n}`);
  admin = await api.user(workspaceId, 'admin');
  agent = await api.user(workspaceId, 'agent');
});

test('search puts the exact number first, then names that begin so, then the rest, of both kinds', async () => {
  const company = (await api.ask(agent, 'POST /companies', { name: 'Иванова пасека' })).body;
  await api.ask(agent, 'POST /contacts', {
    name: 'Пётр Иванов',
    companyId: company.id,
    phones: [{ number: '+79161234567' }, { number: '+79161112233' }],
  });
  await api.ask(agent, 'POST /contacts', { name: 'Иванов Абрам', emails: ['x79161234567@example.com'] });
  const found = async (q: string) => (await api.ask(agent, `GET /search?q=${encodeURIComponent(q)}`)).body.items;
  expect((await found('иванов')).map(({ name }: { name: string }) => name)).toEqual([
    'Иванов Абрам',
    'Иванова пасека',
    'Пётр Иванов',
  ]);
  expect(await found('8 916 111-22-33')).toEqual([
    {
      type: 'contact',
      id: expect.any(String),
      name: 'Пётр Иванов',
      company: 'Иванова пасека',
      number: '+79161112233',
      responsibleId: null,
    },
  ]);
  expect((await found('9161234567')).map(({ name }: { name: string }) => name)).toEqual(['Пётр Иванов', 'Иванов Абрам']);
  expect(await found('   ')).toEqual([]);
  expect((await api.ask(agent, 'GET /search')).status).toBe(422);
  expect((await api.ask(null, 'GET /search?q=a')).status).toBe(401);
  const stranger = await api.user((await api.workspace(`x${n}`)).workspaceId, 'admin');
  expect((await api.ask(stranger, 'GET /search?q=иванов')).body.items).toEqual([]);
});

test('a token works as its user, is told once, and notes its last use; removed it works no more', async () => {
  const made = await api.ask(agent, 'POST /tokens', { name: 'Export' });
  expect(made).toMatchObject({ status: 201, body: { name: 'Export', userId: agent.id, lastUsedAt: null } });
  const program = { ...agent, token: made.body.token };
  expect((await api.ask(program, 'GET /contacts')).status).toBe(200);
  await expect
    .poll(
      async () =>
        (await api.ask(agent, 'GET /tokens')).body.items.find(({ id }: { id: string }) => id === made.body.id)?.lastUsedAt,
    )
    .toBe(api.clock.now().toISOString());
  const { body } = await api.ask(agent, 'GET /tokens');
  expect(JSON.stringify(body)).not.toContain(made.body.token);
  expect(body.items).toHaveLength(2); // the test's own
  expect((await api.ask(agent, `DELETE /tokens/${made.body.id}`)).status).toBe(204);
  expect((await api.ask(program, 'GET /contacts')).status).toBe(401);
});

test('nobody but an administrator removes another’s token', async () => {
  const made = await api.ask(admin, 'POST /tokens', { name: 'A' });
  expect((await api.ask(agent, `DELETE /tokens/${made.body.id}`)).status).toBe(404);
  const agents = (await api.ask(agent, 'POST /tokens', { name: 'B' })).body.id;
  expect((await api.ask(admin, `DELETE /tokens/${agents}`)).status).toBe(204);
});

test('the audit says who did what, to administrators only, page by page', async () => {
  for (const name of ['A', 'B', 'C']) await api.ask(agent, 'POST /tokens', { name });
  expect((await api.ask(agent, 'GET /audit')).status).toBe(403);
  const first = (await api.ask(admin, 'GET /audit?limit=2')).body;
  const second = (await api.ask(admin, `GET /audit?limit=2&cursor=${first.nextCursor}`)).body;
  const all = [...first.items, ...second.items];
  expect(all.map(({ about }: { about: { name: string } }) => about.name)).toEqual(['C', 'B', 'A']);
  expect(all[0]).toMatchObject({ userId: agent.id, action: 'token.created' });
  expect(second.nextCursor).toBeNull();
});
