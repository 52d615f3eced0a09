import type { Deal, Pipeline, Stage } from '@carillon/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { companyRoutes } from '../src/features/companies/routes.ts';
import { contactRoutes } from '../src/features/contacts/routes.ts';
import { dealRoutes } from '../src/features/deals/routes.ts';
import { pipelineOf } from '../src/features/pipelines/read-pipelines.ts';
import { pipelineRoutes } from '../src/features/pipelines/routes.ts';
import { searchDeals } from '../src/features/deals/search-deals.ts';
import { searchRoutes } from '../src/features/search/routes.ts';
import { sql, type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi((deps) => [
    contactRoutes(deps),
    companyRoutes(deps),
    pipelineRoutes(deps),
    dealRoutes({ ...deps, pipelineOf }),
    searchRoutes({ ...deps, findDeals: searchDeals }),
  ]);
});
afterAll(() => api.stop());

let workspaceId: string;
let agent: TestUser;
let boss: TestUser;
let sales: Pipeline;
let n = 0;
beforeEach(async () => {
  n += 1;
  ({ workspaceId } = await api.workspace(`deals${n}`));
  agent = await api.user(workspaceId, 'agent');
  boss = await api.user(workspaceId, 'supervisor');
  sales = (await api.ask(agent, 'GET /pipelines')).body.items[0];
});

const create = async (body: object): Promise<Deal> => (await api.ask(agent, 'POST /deals', body)).body;
const patch = (id: string, body: object) => api.ask(agent, `PATCH /deals/${id}`, body);
const titles = async (query: string) => (await api.ask(agent, `GET /deals?${query}`)).body.items.map(({ title }: Deal) => title);
const stageNamed = (pipeline: Pipeline, name: string): Stage => {
  const stage = pipeline.stages.find((each) => each.name === name);
  if (!stage) throw new Error(`no stage ${name}`);
  return stage;
};
const contact = async (name: string): Promise<string> => (await api.ask(agent, 'POST /contacts', { name })).body.id;

describe('a deal', () => {
  test('begins in the first stage, keeps every kopeck, and shows the names of what it is about', async () => {
    const contactId = await contact('Иван');
    const deal = await create({ title: ' Окна ', amount: '9999999999999.99', contactId, responsibleId: agent.id });
    expect(deal).toMatchObject({
      title: 'Окна',
      amount: '9999999999999.99',
      currency: 'RUB',
      pipelineId: sales.id,
      stage: { name: 'Новая', kind: 'open' },
      contact: { id: contactId, name: 'Иван' },
      company: null,
      responsible: { name: 'agent' },
      closedAt: null,
    });
    expect((await api.ask(agent, `GET /deals/${deal.id}`)).body).toEqual(deal);
  });

  test('is closed by a stage that is won or lost, and opened again by an open one', async () => {
    const { id } = await create({ title: 'A' });
    const won = stageNamed(sales, 'Успешно').id;
    api.clock.pass(60);
    const closed = (await patch(id, { stageId: won })).body;
    expect(closed).toMatchObject({ stageId: won, closedAt: api.clock.now().toISOString() });
    api.clock.pass(60);
    expect((await patch(id, { stageId: won, title: 'B' })).body).toMatchObject({ title: 'B', closedAt: closed.closedAt });
    expect((await patch(id, { stageId: stageNamed(sales, 'Отказ').id })).body.closedAt).toBe(api.clock.now().toISOString());
    expect((await patch(id, { stageId: stageNamed(sales, 'В работе').id })).body.closedAt).toBeNull();
  });

  test('moved by ten at once stands in one stage, closed exactly when that one is', async () => {
    const { id } = await create({ title: 'A' });
    await Promise.all(sales.stages.flatMap(({ id: stageId }) => [patch(id, { stageId }), patch(id, { stageId })]));
    const deal = (await api.ask(agent, `GET /deals/${id}`)).body;
    expect(deal.closedAt === null).toBe(deal.stage.kind === 'open');
  });

  test('is archived, and brought back with null', async () => {
    const { id } = await create({ title: 'A' });
    expect((await api.ask(agent, `DELETE /deals/${id}`)).status).toBe(204);
    expect((await api.ask(agent, `DELETE /deals/${id}`)).status).toBe(204);
    expect([await titles(''), await titles('archived=true')]).toEqual([[], ['A']]);
    expect((await patch(id, { archivedAt: null })).body.archivedAt).toBeNull();
    expect(await titles('')).toEqual(['A']);
  });

  test.each<[string, object, string]>([
    ['a title of blanks', { title: '  ' }, '/title'],
    ['a contact that is not there', { title: 'A', contactId: uuidv7() }, '/contactId'],
    ['a company that is not there', { title: 'A', companyId: uuidv7() }, '/companyId'],
    ['a responsible who is not there', { title: 'A', responsibleId: uuidv7() }, '/responsibleId'],
    ['a stage that is not there', { title: 'A', stageId: uuidv7() }, '/stageId'],
    ['a pipeline that is not there', { title: 'A', pipelineId: uuidv7() }, '/pipelineId'],
    ['an amount that is a number', { title: 'A', amount: 5 }, '/amount'],
    ['a negative amount', { title: 'A', amount: '-5' }, '/amount'],
    ['a third of a kopeck', { title: 'A', amount: '0.333' }, '/amount'],
    ['a currency nobody has', { title: 'A', currency: 'руб' }, '/currency'],
  ])('with %s is 422 with its pointer, made or changed', async (_what, body, pointer) => {
    const { id } = await create({ title: 'B' });
    for (const answer of [await api.ask(agent, 'POST /deals', body), await patch(id, body)]) {
      expect(answer.status).toBe(422);
      expect(new Set(answer.body.errors.map((error: { pointer: string }) => error.pointer))).toEqual(new Set([pointer]));
    }
  });

  test('a contact is no company, and a stage of one pipeline is none of another', async () => {
    const id = await contact('Иван');
    expect((await api.ask(agent, 'POST /deals', { title: 'A', companyId: id })).status).toBe(422);
    const { body: other } = await api.ask(boss, 'POST /pipelines', { name: 'Other', stages: [{ name: 'One' }] });
    const body = { title: 'A', pipelineId: sales.id, stageId: other.stages[0].id };
    expect(await api.ask(agent, 'POST /deals', body)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/stageId' }] } });
    const deal = await create({ title: 'A' });
    expect((await patch(deal.id, { pipelineId: other.id })).body).toMatchObject({ pipelineId: other.id, stage: { name: 'One' } });
    expect((await patch(deal.id, { pipelineId: sales.id, stageId: other.stages[0].id })).status).toBe(422);
  });

  test('of another workspace is 404, and so are its parts 422', async () => {
    const { id } = await create({ title: 'A' });
    const stranger = await api.user((await api.workspace(`other${n}`)).workspaceId, 'admin');
    expect((await api.ask(stranger, `GET /deals/${id}`)).status).toBe(404);
    expect((await api.ask(stranger, `PATCH /deals/${id}`, { title: 'B' })).status).toBe(404);
    expect((await api.ask(stranger, `DELETE /deals/${id}`)).status).toBe(404);
    expect((await api.ask(stranger, `GET /deals/board?pipelineId=${sales.id}`)).status).toBe(404);
    expect((await api.ask(stranger, `PATCH /pipelines/${sales.id}`, { name: 'B' })).status).toBe(404);
    expect((await api.ask(stranger, 'POST /deals', { title: 'A', pipelineId: sales.id })).status).toBe(422);
    expect((await api.ask(stranger, 'GET /deals')).body).toMatchObject({ items: [], total: 0 });
    expect((await api.ask(null, 'GET /deals')).status).toBe(401);
  });

  test('the same POST with one Idempotency-Key is one deal', async () => {
    const headers = { 'idempotency-key': 'k1' };
    const made = await Promise.all([1, 2, 3].map(() => api.ask(agent, 'POST /deals', { title: 'A' }, headers)));
    expect(new Set(made.map(({ body }) => body.id)).size).toBe(1);
    expect(await titles('')).toEqual(['A']);
  });
});

describe('the list of deals', () => {
  test('goes page by page through deals of the same moment, without a gap or a repeat', async () => {
    for (let i = 0; i < 7; i += 1) {
      await create({ title: `D${i}` });
      if (i % 3 === 2) api.clock.pass(1);
    }
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await api.ask(agent, `GET /deals?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(body.total).toBe(7);
      seen.push(...body.items.map(({ title }: Deal) => title));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(['D6', 'D3', 'D4', 'D5', 'D0', 'D1', 'D2']);
    expect((await api.ask(agent, 'GET /deals?cursor=x')).status).toBe(400);
  });

  test('is filtered by stage, client, responsible, open and a fragment of the title', async () => {
    const contactId = await contact('Иван');
    const won = stageNamed(sales, 'Успешно').id;
    await create({ title: 'Окна ПВХ', contactId });
    await create({ title: 'Ёлка', stageId: won, responsibleId: boss.id });
    expect(await titles(`contactId=${contactId}`)).toEqual(['Окна ПВХ']);
    expect(await titles(`responsibleId=${boss.id}`)).toEqual(['Ёлка']);
    expect(await titles(`stageId=${won}`)).toEqual(['Ёлка']);
    expect([await titles('open=true'), await titles('open=false')]).toEqual([['Окна ПВХ'], ['Ёлка']]);
    expect([await titles('q=елк'), await titles('q=пвх'), await titles('q=ок'), await titles('q=25%25')]).toEqual([
      ['Ёлка'],
      ['Окна ПВХ'],
      ['Окна ПВХ'],
      [],
    ]);
  });

  test('is searched from the one search box, after the clients, and always with a place for a deal', async () => {
    for (let i = 0; i < 5; i += 1) await contact(`Окна ${i}`);
    await create({ title: 'Окна ПВХ', contactId: await contact('Иван'), responsibleId: boss.id });
    const found = async (query: string) =>
      (await api.ask(agent, `GET /search?q=окна&${query}`)).body.items.map(({ type }: { type: string }) => type);
    expect(await found('limit=10')).toEqual([...Array.from({ length: 5 }, () => 'contact'), 'deal']);
    expect(await found('limit=4')).toEqual(['contact', 'contact', 'contact', 'deal']);
    expect(await found('limit=4&clients=true')).toEqual(Array.from({ length: 4 }, () => 'contact'));
    const { body } = await api.ask(agent, 'GET /search?q=пвх');
    expect(body.items).toMatchObject([{ type: 'deal', name: 'Окна ПВХ', company: 'Иван', number: null, responsibleId: boss.id }]);
  });

  test('the board has each stage with its newest deals, their number and their sums', async () => {
    for (const amount of ['10.10', '0.20', null]) await create({ title: 'A', amount });
    await create({ title: 'B', amount: '5', currency: 'USD' });
    await create({ title: 'C', stageId: stageNamed(sales, 'В работе').id });
    const { body } = await api.ask(agent, 'GET /deals/board?limit=2');
    expect(body.pipeline.id).toBe(sales.id);
    const [first, second] = body.stages;
    expect(first).toMatchObject({
      stage: { name: 'Новая' },
      total: 4,
      sums: [
        { currency: 'RUB', amount: '10.30' },
        { currency: 'USD', amount: '5.00' },
      ],
    });
    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([2, 1, null]);
    const { body: rest } = await api.ask(agent, `GET /deals?stageId=${first.stage.id}&cursor=${first.nextCursor}`);
    expect(rest.items).toHaveLength(2);
  });

  test('counts to 10,000 and no further, and finds one among twenty thousand', async () => {
    await api.within(workspaceId, async (tx) => {
      await sql`
        insert into deals (workspace_id, id, title, search, pipeline_id, stage_id, responsible_id, closed_at, updated_at)
        select ${workspaceId}, gen_random_uuid(), 'Deal ' || i, ' deal ' || i, ${sales.id}, ${sales.stages[0]?.id},
          case when i % 50 = 0 then ${agent.id}::uuid end, case when i % 10 > 0 then now() end, now() - i * interval '1 second'
        from generate_series(1, 20000) i
      `.execute(tx);
    });
    await sql`analyze deals`.execute(api.database.db);
    for (const filter of [
      '',
      'open=true',
      `stageId=${sales.stages[0]?.id}`,
      `responsibleId=${agent.id}`,
      `pipelineId=${sales.id}`,
    ]) {
      const { body } = await api.ask(agent, `GET /deals?${filter}`);
      expect(body.items).toHaveLength(50);
    }
    expect((await api.ask(agent, 'GET /deals')).body.total).toBe('10000+');
    expect((await api.ask(agent, 'GET /deals?q=deal')).body).toMatchObject({ total: '10000+', items: { length: 50 } });
    expect(await titles('q=19999')).toEqual(['Deal 19999']);
  });
});

describe('pipelines', () => {
  test('each workspace has a default one; supervisors make others, agents only read', async () => {
    const body = { name: 'Ремонт', stages: [{ name: 'Заявка' }, { name: 'Готово', kind: 'won' }] };
    expect((await api.ask(agent, 'POST /pipelines', body)).status).toBe(403);
    const made = await api.ask(boss, 'POST /pipelines', body);
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Ремонт', isDefault: false, stages: [{ kind: 'open' }, { kind: 'won' }] },
    });
    expect((await api.ask(agent, `PATCH /pipelines/${made.body.id}`, { name: 'X' })).status).toBe(403);
    expect((await api.ask(agent, 'GET /pipelines')).body.items.map(({ name }: Pipeline) => name)).toEqual(['Продажи', 'Ремонт']);
  });

  test('the default one can be another; two who name one at once leave exactly one', async () => {
    const stages = [{ name: 'One' }];
    const ids: string[] = [];
    for (const name of ['A', 'B']) ids.push((await api.ask(boss, 'POST /pipelines', { name, stages })).body.id);
    const answers = await Promise.all(ids.map((id) => api.ask(boss, `PATCH /pipelines/${id}`, { isDefault: true })));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { items } = (await api.ask(agent, 'GET /pipelines')).body;
    expect(items.map(({ isDefault }: Pipeline) => isDefault)).toEqual([true, false, false]);
    expect((await create({ title: 'A' })).pipelineId).toBe(items[0].id);
  });

  test('stages are reordered, renamed and added; one with deals must stay', async () => {
    const { stageId } = await create({ title: 'A' });
    const kept = sales.stages.map(({ id, name }) => ({ id, name }));
    const without = await api.ask(boss, `PATCH /pipelines/${sales.id}`, { stages: kept.slice(1) });
    expect(without).toMatchObject({ status: 409, body: { code: 'conflict', errors: [{ pointer: '/stages' }] } });
    const stages = [{ name: 'Сначала' }, ...kept.slice(0, 2).toReversed(), { id: kept[3]?.id, name: 'Ура' }];
    const { body } = await api.ask(boss, `PATCH /pipelines/${sales.id}`, { stages });
    expect(body.stages.map(({ name, kind }: Stage) => `${name} ${kind}`)).toEqual([
      'Сначала open',
      'В работе open',
      'Новая open',
      'Ура won',
    ]);
    expect(body.stages[2].id).toBe(stageId);
  });

  test('a stage that becomes won closes its deals', async () => {
    const deal = await create({ title: 'A' });
    const stages = sales.stages.map(({ id, name, kind }, i) => ({ id, name, kind: i === 0 ? 'won' : kind }));
    await api.ask(boss, `PATCH /pipelines/${sales.id}`, { stages });
    expect((await api.ask(agent, `GET /deals/${deal.id}`)).body.closedAt).not.toBeNull();
  });

  test.each<[string, object[], string]>([
    ['no open stage', [{ name: 'A', kind: 'won' }], '/stages'],
    ['two stages of one name', [{ name: 'A' }, { name: ' a' }], '/stages/1/name'],
    ['a stage of another pipeline', [{ name: 'A' }, { id: uuidv7(), name: 'B' }], '/stages/1/id'],
  ])('%s is 422', async (_what, stages, pointer) => {
    expect(await api.ask(boss, `PATCH /pipelines/${sales.id}`, { stages })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
  });
});
