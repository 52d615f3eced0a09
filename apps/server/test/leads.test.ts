import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { companyRoutes } from '../src/features/companies/routes.ts';
import { contactRoutes } from '../src/features/contacts/routes.ts';
import { noteRoutes } from '../src/features/notes/routes.ts';
import { taskRoutes } from '../src/features/tasks/routes.ts';
import { leadRoutes } from '../src/features/leads/routes.ts';
import { insertTask } from '../src/work/insert-task.ts';
import { sql, type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi((deps) => [contactRoutes(deps), companyRoutes(deps), leadRoutes(deps), taskRoutes(deps), noteRoutes(deps)]);
});
afterAll(() => api.stop());

let workspaceId: string;
let agent: TestUser;
let boris: TestUser;
let n = 0;
beforeEach(async () => {
  n += 1;
  ({ workspaceId } = await api.workspace(`leads${n}`));
  agent = await api.user(workspaceId, 'agent', 'Anna');
  boris = await api.user(workspaceId, 'agent', 'Boris');
});

const create = async (body: object) => (await api.ask(agent, 'POST /leads', body)).body;
const found = async (query: string) =>
  (await api.ask(agent, `GET /leads?${query}`)).body.items.map((item: { name: string }) => item.name);
const rows = async (table: 'clients' | 'deals' | 'audit_entries') =>
  api.within(workspaceId, async (tx) => (await tx.selectFrom(table).select('id').execute()).length);

describe('a lead', () => {
  test('has the fields of the contract, is changed by a merge patch, and is archived', async () => {
    const lead = await create({ phones: [{ number: '8 (916) 123-45-67' }], source: 'Сайт', tags: ['vip'] });
    expect(lead).toMatchObject({
      name: '+7 916 123-45-67',
      phones: [{ number: '+79161234567', typed: '8 (916) 123-45-67' }],
      source: 'Сайт',
      status: 'new',
      responsibleId: null,
      automatic: false,
      convertedTo: null,
    });
    const patch = { status: 'in-progress', name: 'Пётр', responsibleId: agent.id };
    const changed = await api.ask(agent, `PATCH /leads/${lead.id}`, patch);
    expect(changed.body).toMatchObject({ ...patch, source: 'Сайт', tags: ['vip'], responsible: { name: 'Anna' } });
    expect((await api.ask(agent, `DELETE /leads/${lead.id}`)).status).toBe(204);
    expect(await found('')).toEqual([]);
    expect(await found('archived=true')).toEqual(['Пётр']);
  });

  test('lists are filtered by status, responsible and pool', async () => {
    await create({ name: 'A' });
    await create({ name: 'B', status: 'lost', responsibleId: agent.id });
    await create({ name: 'C', responsibleId: boris.id });
    expect(await found('pool=true')).toEqual(['A']);
    expect(await found(`responsibleId=${boris.id}`)).toEqual(['C']);
    expect(await found('status=lost')).toEqual(['B']);
    expect(await found('status=new&sort=-createdAt')).toEqual(expect.arrayContaining(['A', 'C']));
  });

  test.each([
    ['nothing to call it by', {}, '/name'],
    ['a status that only conversion gives', { name: 'A', status: 'converted' }, '/status'],
    ['a responsible who is not there', { name: 'A', responsibleId: uuidv7() }, '/responsibleId'],
    ['a number nobody can read', { phones: [{ number: 'дом' }] }, '/phones/0/number'],
  ])('%s is 422 with its pointer', async (_what, body, pointer) => {
    expect(await api.ask(agent, 'POST /leads', body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  test('404 for another workspace’s lead, 401 to nobody', async () => {
    const { id } = await create({ name: 'A' });
    const stranger = await api.user((await api.workspace(`other${n}`)).workspaceId, 'admin');
    for (const line of [`GET /leads/${id}`, `DELETE /leads/${id}`, `PUT /leads/${id}/claim`])
      expect((await api.ask(stranger, line)).status).toBe(404);
    for (const line of [`PATCH /leads/${id}`, `POST /leads/${id}/conversion`])
      expect((await api.ask(stranger, line, {})).status).toBe(404);
    expect((await api.ask(null, `POST /leads/${id}/conversion`, {})).status).toBe(401);
  });
});

describe('the pool', () => {
  test('gives a lead to exactly one of all who take it at once, and to that one again', async () => {
    const { id } = await create({ name: 'A' });
    const takers = await Promise.all([agent, boris, agent, boris].map((user) => api.ask(user, `PUT /leads/${id}/claim`)));
    const owner = (await api.ask(agent, `GET /leads/${id}`)).body.responsibleId;
    expect([agent.id, boris.id]).toContain(owner);
    const expected = [agent, boris, agent, boris].map((user) => (user.id === owner ? 200 : 409));
    expect(takers.map(({ status }) => status)).toEqual(expected);
    const loser = takers[expected.indexOf(409)];
    expect(loser?.body).toMatchObject({
      code: 'already-taken',
      detail: expect.stringContaining(owner === agent.id ? 'Anna' : 'Boris'),
    });
  });

  test('gives no agent what a colleague has, however it is asked for; a supervisor gives leads to anybody', async () => {
    const { id } = await create({ name: 'A', responsibleId: boris.id });
    const mine = { responsibleId: agent.id };
    expect(await api.ask(agent, `PATCH /leads/${id}`, mine)).toMatchObject({ status: 409, body: { code: 'already-taken' } });
    expect((await api.ask(boris, `PATCH /leads/${id}`, { ...mine, name: 'B' })).body).toMatchObject(mine);
    const boss = await api.user(workspaceId, 'supervisor');
    expect((await api.ask(boss, `PATCH /leads/${id}`, { responsibleId: boss.id })).status).toBe(200);
  });

  test('has no archived leads', async () => {
    const { id } = await create({ name: 'A' });
    await api.ask(agent, `DELETE /leads/${id}`);
    expect(await api.ask(agent, `PUT /leads/${id}/claim`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });
});

describe('conversion', () => {
  const convert = (id: string, body: object = {}, by = agent) => api.ask(by, `POST /leads/${id}/conversion`, body);

  test('makes a contact with everything the lead had, and whoever converts a lead of the pool gets the contact', async () => {
    const lead = await create({
      name: 'Пётр',
      phones: [
        { number: '89161234567', label: 'work' },
        { number: '89160000001', state: 'wrong' },
      ],
      emails: ['p@example.com'],
      tags: ['vip'],
      custom: { size: 3 },
    });
    const { status, body } = await convert(lead.id);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      companyId: null,
      dealId: null,
      lead: { status: 'converted', convertedTo: { contactId: body.contactId, companyId: null, dealId: null } },
    });
    expect(body.lead.archivedAt).not.toBeNull();
    expect((await api.ask(agent, `GET /contacts/${body.contactId}`)).body).toMatchObject({
      name: 'Пётр',
      phones: [{ number: '+79161234567', label: 'work', state: 'current' }, { state: 'wrong' }],
      emails: ['p@example.com'],
      tags: ['vip'],
      custom: { size: 3 },
      responsibleId: agent.id,
    });
    expect(body.lead.phones.map(({ state }: { state: string }) => state)).toEqual(['former', 'wrong']);
    expect(await found('status=converted')).toEqual(['Пётр']);
  });

  test('with a company and a deal makes all three, the given fields over the lead’s', async () => {
    const lead = await create({ phones: [{ number: '89161234567' }], source: 'Сайт', responsibleId: boris.id });
    const { body } = await convert(lead.id, {
      contact: { familyName: 'Петров', givenName: 'Иван', phones: [{ number: '84951234567' }] },
      company: { name: 'Ромашка' },
      deal: { title: 'Окна', amount: '120000.50' },
    });
    const contact = (await api.ask(agent, `GET /contacts/${body.contactId}`)).body;
    expect(contact).toMatchObject({ name: 'Петров Иван', company: { name: 'Ромашка' }, responsibleId: boris.id });
    expect(contact.phones.map(({ number }: { number: string }) => number)).toEqual(['+74951234567', '+79161234567']);
    const { rows: deals } = await api.within(workspaceId, (tx) =>
      sql`select id, title, amount, contact_id, company_id, responsible_id, source from deals`.execute(tx),
    );
    expect(deals).toEqual([
      {
        id: body.dealId,
        title: 'Окна',
        amount: '120000.50',
        contact_id: body.contactId,
        company_id: body.companyId,
        responsible_id: boris.id,
        source: 'Сайт',
      },
    ]);
  });

  test('into a contact there is adds what that one lacks, and takes nothing away', async () => {
    const contact = (
      await api.ask(agent, 'POST /contacts', { name: 'Иван', phones: [{ number: '84951234567' }], custom: { a: 1 } })
    ).body;
    const lead = await create({
      name: 'Ваня',
      phones: [{ number: '89161234567' }],
      custom: { a: 2, b: 3 },
      responsibleId: boris.id,
    });
    const { body } = await convert(lead.id, { contact: { id: contact.id } });
    expect(body.contactId).toBe(contact.id);
    expect((await api.ask(agent, `GET /contacts/${contact.id}`)).body).toMatchObject({
      name: 'Иван',
      phones: [{ number: '+74951234567' }, { number: '+79161234567' }],
      custom: { a: 1, b: 3 },
      responsibleId: boris.id,
    });
  });

  test('carries tasks, notes, calls and the claim of the number over to the contact', async () => {
    const lead = await create({ name: 'A', phones: [{ number: '89161234567' }] });
    const at = api.clock.now();
    const about = { type: 'lead' as const, id: lead.id };
    await api.within(workspaceId, async (tx) => {
      await insertTask(tx, { workspaceId, title: 'Call', about, at });
      const note = { workspace_id: workspaceId, id: uuidv7(), about_type: 'lead' as const, about_id: lead.id, text: 'x' };
      await tx.insertInto('notes').values(note).execute();
      for (const because of ['person', 'number'] as const)
        await tx
          .insertInto('call_clients')
          .values({ workspace_id: workspaceId, call_id: uuidv7(), client_id: lead.id, because, is_primary: true })
          .execute();
    });
    const { contactId } = (await convert(lead.id)).body;
    await api.within(workspaceId, async (tx) => {
      expect(await tx.selectFrom('tasks').select(['about_type', 'about_id']).execute()).toEqual([
        { about_type: 'contact', about_id: contactId },
      ]);
      expect(await tx.selectFrom('notes').select('about_id').execute()).toEqual([{ about_id: contactId }]);
      expect(await tx.selectFrom('auto_clients').select('client_id').execute()).toEqual([{ client_id: contactId }]);
      const calls = await tx
        .selectFrom('call_clients')
        .select(['client_id', 'because', 'is_primary'])
        .orderBy('because')
        .execute();
      expect(calls).toEqual([
        { client_id: contactId, because: 'number', is_primary: true },
        { client_id: contactId, because: 'person', is_primary: true },
      ]);
    });
  });

  test('repeated, and by six at once, is one conversion with one answer', async () => {
    const { id } = await create({ name: 'A', phones: [{ number: '89161234567' }] });
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => convert(id, { company: { name: `Co ${i}` }, deal: {} }, i % 2 ? boris : agent)),
    );
    answers.push(await convert(id));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => `${body.contactId} ${body.companyId} ${body.dealId}`)).size).toBe(1);
    expect([await rows('clients'), await rows('deals'), await rows('audit_entries')]).toEqual([3, 1, 1]);
  });

  test.each([
    ['a contact that is not there', { contact: { id: uuidv7() } }, '/contact/id'],
    ['a contact whose id is none', { contact: { id: 'x' } }, '/contact/id'],
    ['a company that is not there', { company: { id: uuidv7() } }, '/company/id'],
    ['a company with a wrong ИНН', { company: { name: 'A', inn: '123' } }, '/company/inn'],
    ['a number nobody can read', { contact: { phones: [{ number: 'дом' }] } }, '/contact/phones/0/number'],
    ['a stage that is not there', { deal: { stageId: uuidv7() } }, '/deal/stageId'],
    ['a deal for nobody we know', { deal: { responsibleId: uuidv7() } }, '/deal/responsibleId'],
  ])('with %s is 422, and nothing has happened', async (_what, body, pointer) => {
    const { id } = await create({ name: 'A' });
    expect(await convert(id, body)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
    expect((await api.ask(agent, `GET /leads/${id}`)).body).toMatchObject({ status: 'new', archivedAt: null });
    expect([await rows('clients'), await rows('deals')]).toEqual([1, 0]);
  });

  test('loses nothing that is written at the same moment, or later from an old page: it is about the contact', async () => {
    const { id } = await create({ name: 'A' });
    const about = { type: 'lead', id };
    const write = (i: number) =>
      i % 2 ? api.ask(boris, 'POST /tasks', { title: `${i}`, about }) : api.ask(boris, 'POST /notes', { text: `${i}`, about });
    const old = (await write(1)).body;
    const [{ body }, ...written] = await Promise.all([
      convert(id),
      ...[2, 3, 4, 5, 6, 7].map(write),
      api.ask(boris, `PATCH /tasks/${old.id}`, { about, title: 'B' }),
    ]);
    written.push(await write(8));
    expect(new Set(written.map(({ status }) => status))).toEqual(new Set([200, 201]));
    const contact = `aboutType=contact&aboutId=${body.contactId}`;
    expect((await api.ask(agent, `GET /tasks?${contact}`)).body.total).toBe(4);
    expect((await api.ask(agent, `GET /notes?${contact}`)).body.items).toHaveLength(4);
  });

  test('is the end of a lead: it is changed no more', async () => {
    const { id } = await create({ name: 'A' });
    await convert(id);
    expect((await api.ask(agent, `PATCH /leads/${id}`, { archivedAt: null })).status).toBe(409);
  });
});
