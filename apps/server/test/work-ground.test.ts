import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { EMPTY_CLIENT } from '../src/clients/client-record.ts';
import { saveClient } from '../src/clients/save-client.ts';
import { touchAutomatic } from '../src/clients/touch-automatic.ts';
import { companyRoutes } from '../src/features/companies/routes.ts';
import { contactRoutes } from '../src/features/contacts/routes.ts';
import { searchDeals } from '../src/features/deals/search-deals.ts';
import { searchRoutes } from '../src/features/search/routes.ts';
import { ensureDefaultPipeline } from '../src/work/default-pipeline.ts';
import { insertDeal } from '../src/work/insert-deal.ts';
import { insertTask } from '../src/work/insert-task.ts';
import { sql, type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi((deps) => [contactRoutes(deps), companyRoutes(deps), searchRoutes({ ...deps, findDeals: searchDeals })]);
});
afterAll(() => api.stop());

let workspaceId: string;
let agent: TestUser;
let n = 0;
const at = () => api.clock.now();
beforeEach(async () => {
  n += 1;
  ({ workspaceId } = await api.workspace(`ground${n}`));
  agent = await api.user(workspaceId, 'agent');
});

const lead = (name: string, more: object = {}) =>
  api.within(workspaceId, (tx) => {
    const draft = { ...EMPTY_CLIENT, name, leadStatus: 'new' as const, ...more };
    return saveClient(tx, { workspaceId, type: 'lead', draft, before: undefined, at: at() });
  });

describe('the default pipeline', () => {
  test('is made once, however many ask at the same moment, and has five stages in Russian where people speak it', async () => {
    const asked = await Promise.all(
      Array.from({ length: 8 }, () => api.within(workspaceId, (tx) => ensureDefaultPipeline(tx, workspaceId, at()))),
    );
    expect(new Set(asked.map(({ id }) => id)).size).toBe(1);
    expect(asked[7]?.stages.map(({ name, kind }) => [name, kind])).toEqual([
      ['Новая', 'open'],
      ['В работе', 'open'],
      ['Предложение', 'open'],
      ['Успешно', 'won'],
      ['Отказ', 'lost'],
    ]);
    const german = await api.workspace(`de${n}`, 'DE');
    const { stages } = await api.within(german.workspaceId, (tx) => ensureDefaultPipeline(tx, german.workspaceId, at()));
    expect(stages.map(({ name }) => name)).toEqual(['New', 'In work', 'Proposal', 'Won', 'Lost']);
  });

  test('takes a deal that names no stage into its first one, in the money of the country', async () => {
    const id = await api.within(workspaceId, (tx) => insertDeal(tx, { workspaceId, title: 'Окна', amount: '10.5', at: at() }));
    const { rows } = await api.within(workspaceId, (tx) =>
      sql`select d.amount, d.currency, s.name, d.closed_at from deals d join stages s on s.id = d.stage_id where d.id = ${id}`.execute(
        tx,
      ),
    );
    expect(rows).toEqual([{ amount: '10.50', currency: 'RUB', name: 'Новая', closed_at: null }]);
  });
});

test('a task without an author or a person stands in the pool', async () => {
  const id = await api.within(workspaceId, (tx) => insertTask(tx, { workspaceId, title: 'Call back', kind: 'call', at: at() }));
  const task = await api.within(workspaceId, (tx) =>
    tx.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  );
  expect(task).toMatchObject({ kind: 'call', responsible_id: null, created_by: null, about_id: null, done_at: null });
});

describe('a lead', () => {
  test('is found by name and number, and is in no list of contacts or companies', async () => {
    const number = { e164: '+79161234567', typed: '8916', label: '', state: 'current' as const, suffix: null };
    const id = await lead('Запрос с сайта', { numbers: [number] });
    for (const q of ['запрос', '916 123']) {
      expect((await api.ask(agent, `GET /search?q=${encodeURIComponent(q)}`)).body.items).toMatchObject([
        { type: 'lead', id, number: '+79161234567' },
      ]);
    }
    expect((await api.ask(agent, 'GET /contacts')).body.total).toBe(0);
    expect((await api.ask(agent, `GET /contacts/${id}`)).status).toBe(404);
  });

  test('6.9 made by a call is untouched until a person does something with it; one made by a person never is', async () => {
    const ids = [await lead('A', { automatic: true }), await lead('B')];
    const touched = () =>
      api.within(workspaceId, async (tx) => {
        const rows = await tx.selectFrom('clients').select('touched_at').where('id', 'in', ids).orderBy('name').execute();
        return rows.map(({ touched_at }) => touched_at !== null);
      });
    expect(await touched()).toEqual([false, false]);
    await api.within(workspaceId, (tx) => touchAutomatic(tx, { workspaceId, clientIds: ids, at: at() }));
    expect(await touched()).toEqual([true, false]);
  });
});
