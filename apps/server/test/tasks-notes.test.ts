import type { Task } from '@carillon/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { contactRoutes } from '../src/features/contacts/routes.ts';
import { dealRoutes } from '../src/features/deals/routes.ts';
import { leadRoutes } from '../src/features/leads/routes.ts';
import { noteRoutes } from '../src/features/notes/routes.ts';
import { pipelineOf } from '../src/features/pipelines/read-pipelines.ts';
import { taskRoutes } from '../src/features/tasks/routes.ts';
import { sql, type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi((deps) => [
    contactRoutes(deps),
    leadRoutes(deps),
    dealRoutes({ ...deps, pipelineOf }),
    taskRoutes(deps),
    noteRoutes(deps),
  ]);
});
afterAll(() => api.stop());

let workspaceId: string;
let agent: TestUser;
let boris: TestUser;
let contactId: string;
let n = 0;
beforeEach(async () => {
  n += 1;
  ({ workspaceId } = await api.workspace(`tasks${n}`));
  agent = await api.user(workspaceId, 'agent', 'Anna');
  boris = await api.user(workspaceId, 'agent', 'Boris');
  contactId = (await api.ask(agent, 'POST /contacts', { name: 'Иван', phones: [{ number: '89161234567' }] })).body.id;
});

const inMinutes = (minutes: number) => new Date(+api.clock.now() + minutes * 60_000).toISOString();
const create = async (body: object, by = agent): Promise<Task> => (await api.ask(by, 'POST /tasks', body)).body;
const patch = (id: string, body: object, by = agent) => api.ask(by, `PATCH /tasks/${id}`, body);
const titles = async (query: string): Promise<string[]> =>
  (await api.ask(agent, `GET /tasks?${query}`)).body.items.map(({ title }: Task) => title);
const pointersOf = ({ body }: { body: { errors: { pointer: string }[] } }) => [
  ...new Set(body.errors.map(({ pointer }) => pointer)),
];

describe('a task', () => {
  test('is its author’s unless somebody else’s, shows what it is about and the number to call', async () => {
    const about = { type: 'contact', id: contactId };
    const mine = await create({ title: ' Позвонить ', kind: 'call', dueAt: inMinutes(30), about });
    expect(mine).toMatchObject({
      title: 'Позвонить',
      kind: 'call',
      dueAt: inMinutes(30),
      responsible: { id: agent.id, name: 'Anna' },
      about: { ...about, name: 'Иван', number: '+79161234567' },
      createdBy: { name: 'Anna' },
      doneAt: null,
    });
    expect((await api.ask(boris, `GET /tasks/${mine.id}`)).body).toEqual(mine);
    expect((await create({ title: 'B', responsibleId: boris.id })).responsibleId).toBe(boris.id);
    expect((await create({ title: 'C', responsibleId: null })).responsible).toBeNull();
  });

  test('about a deal has the number of the deal’s contact', async () => {
    const deal = (await api.ask(agent, 'POST /deals', { title: 'Окна', contactId })).body;
    expect((await create({ title: 'A', about: { type: 'deal', id: deal.id } })).about).toEqual({
      type: 'deal',
      id: deal.id,
      name: 'Окна',
      number: '+79161234567',
    });
  });

  test('is done by whoever says so, and opened again with null; what is not named stays', async () => {
    const { id } = await create({ title: 'A', dueAt: inMinutes(5), about: { type: 'contact', id: contactId } });
    const done = (await patch(id, { doneAt: inMinutes(1) }, boris)).body;
    expect(done).toMatchObject({ doneAt: inMinutes(1), doneBy: { name: 'Boris' }, title: 'A', about: { id: contactId } });
    expect((await patch(id, { doneAt: null })).body).toMatchObject({ doneAt: null, doneBy: null, dueAt: inMinutes(5) });
    expect((await patch(id, { dueAt: null, about: null, responsibleId: null })).body).toMatchObject({
      dueAt: null,
      about: null,
      responsibleId: null,
    });
  });

  test('its responsible who left meanwhile is no obstacle to a change', async () => {
    const { id } = await create({ title: 'A', responsibleId: boris.id });
    await api.within(workspaceId, (tx) => sql`update users set active = false where id = ${boris.id}`.execute(tx));
    expect((await patch(id, { title: 'B', responsibleId: boris.id })).status).toBe(200);
    expect((await api.ask(agent, 'POST /tasks', { title: 'C', responsibleId: boris.id })).status).toBe(422);
  });

  test('is deleted, once', async () => {
    const { id } = await create({ title: 'A' });
    expect((await api.ask(agent, `DELETE /tasks/${id}`)).status).toBe(204);
    expect((await api.ask(agent, `DELETE /tasks/${id}`)).status).toBe(404);
  });

  test('9 is not deleted while it reminds of a missed call', async () => {
    const { id } = await create({ title: 'A' });
    await api.within(workspaceId, (tx) => sql`update tasks set kind = 'missed-call' where id = ${id}`.execute(tx));
    expect((await api.ask(agent, `DELETE /tasks/${id}`)).status).toBe(409);
    await patch(id, { doneAt: inMinutes(0) });
    expect((await api.ask(agent, `DELETE /tasks/${id}`)).status).toBe(204);
  });

  test.each<[string, object, string]>([
    ['a title of blanks', { title: ' ' }, '/title'],
    ['a responsible who is not there', { title: 'A', responsibleId: uuidv7() }, '/responsibleId'],
    ['a contact that is not there', { title: 'A', about: { type: 'contact', id: uuidv7() } }, '/about/id'],
    ['a deal that is not there', { title: 'A', about: { type: 'deal', id: uuidv7() } }, '/about/id'],
    ['a call that is not there', { title: 'A', about: { type: 'call', id: uuidv7() } }, '/about/id'],
    ['another call that is not there', { title: 'A', callId: uuidv7() }, '/callId'],
    ['a moment that is none', { title: 'A', dueAt: 'tomorrow' }, '/dueAt'],
  ])('with %s is 422 with its pointer, made or changed', async (_what, body, pointer) => {
    const { id } = await create({ title: 'B' });
    for (const answer of [await api.ask(agent, 'POST /tasks', body), await patch(id, body)]) {
      expect(answer.status).toBe(422);
      expect(pointersOf(answer)).toEqual([pointer]);
    }
  });

  test('a reminder of a missed call is only made by a call', async () => {
    expect((await api.ask(agent, 'POST /tasks', { title: 'A', kind: 'missed-call' })).status).toBe(422);
  });

  test('of another workspace is 404, and so is a note; nothing can be about its clients', async () => {
    const { id } = await create({ title: 'A' });
    const about = { type: 'contact', id: contactId };
    const note = (await api.ask(agent, 'POST /notes', { about, text: 'x' })).body;
    const stranger = await api.user((await api.workspace(`other${n}`)).workspaceId, 'admin');
    for (const path of [`/tasks/${id}`, `/notes/${note.id}`]) {
      expect((await api.ask(stranger, `GET ${path}`)).status).toBe(404);
      expect((await api.ask(stranger, `PATCH ${path}`, { title: 'B', text: 'y' })).status).toBe(404);
      expect((await api.ask(stranger, `DELETE ${path}`)).status).toBe(404);
      expect((await api.ask(null, `GET ${path}`)).status).toBe(401);
    }
    expect((await api.ask(stranger, 'POST /tasks', { title: 'A', about })).status).toBe(422);
    expect((await api.ask(stranger, 'POST /notes', { text: 'A', about })).status).toBe(422);
    expect((await api.ask(stranger, `GET /notes?aboutType=contact&aboutId=${contactId}`)).body.items).toEqual([]);
    expect((await api.ask(stranger, 'GET /tasks')).body).toMatchObject({ items: [], total: 0 });
  });

  test('6.9 makes an automatic lead a touched one', async () => {
    const { id } = (await api.ask(agent, 'POST /leads', { name: 'A' })).body;
    await api.within(workspaceId, (tx) => sql`update clients set automatic = true where id = ${id}`.execute(tx));
    await create({ title: 'A', about: { type: 'lead', id } });
    const { rows } = await api.within(workspaceId, (tx) =>
      sql`select from clients where id = ${id} and touched_at is not null`.execute(tx),
    );
    expect(rows).toHaveLength(1);
  });
});

describe('the list of tasks', () => {
  test('has open ones the most urgent first and those without a time last, across pages', async () => {
    for (const minutes of [30, 10, null, 20, 10, null])
      await create({ title: `${minutes}`, dueAt: minutes === null ? null : inMinutes(minutes) });
    await patch((await create({ title: 'done' })).id, { doneAt: inMinutes(0) });
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { body } = await api.ask(agent, `GET /tasks?done=false&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`);
      expect(body.total).toBe(6);
      seen.push(...body.items.map(({ title }: Task) => title));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(['10', '10', '20', '30', 'null', 'null']);
    expect((await api.ask(agent, 'GET /tasks?done=false&cursor=WzFd')).status).toBe(400);
  });

  test('is filtered by mine, pool, open, overdue, done, kind, time and what it is about', async () => {
    await create({ title: 'late', dueAt: inMinutes(-5) });
    await create({ title: 'soon', dueAt: inMinutes(5), kind: 'call', about: { type: 'contact', id: contactId } });
    await create({ title: 'pool', responsibleId: null });
    await create({ title: 'his', responsibleId: boris.id, dueAt: inMinutes(-1) });
    await patch((await create({ title: 'done', dueAt: inMinutes(-9) })).id, { doneAt: inMinutes(0) });
    const mine = `responsibleId=${agent.id}`;
    expect(await titles(`${mine}&done=false`)).toEqual(['late', 'soon']);
    expect(await titles(`${mine}&overdue=true`)).toEqual(['late']);
    expect(await titles('overdue=true')).toEqual(['late', 'his']);
    expect((await titles('overdue=false')).toSorted((a, b) => a.localeCompare(b))).toEqual(['done', 'pool', 'soon']);
    expect(await titles('pool=true')).toEqual(['pool']);
    expect(await titles('done=true')).toEqual(['done']);
    expect(await titles('kind=call')).toEqual(['soon']);
    expect(await titles(`aboutType=contact&aboutId=${contactId}`)).toEqual(['soon']);
    expect(await titles(`done=false&dueAfter=${inMinutes(0)}&dueBefore=${inMinutes(60)}`)).toEqual(['soon']);
    expect(await titles('')).toHaveLength(5);
  });
});

describe('notes', () => {
  const about = () => ({ type: 'contact', id: contactId });
  const write = async (text: string, by = agent) => (await api.ask(by, 'POST /notes', { about: about(), text })).body;

  test('stand newest first, page by page, with their authors', async () => {
    for (const text of ['one', 'two', 'three']) {
      await write(text);
      api.clock.pass(1);
    }
    const list = `GET /notes?aboutType=contact&aboutId=${contactId}&limit=2`;
    const first = (await api.ask(boris, list)).body;
    expect(first.items.map(({ text }: { text: string }) => text)).toEqual(['three', 'two']);
    expect(first.items[0]).toMatchObject({ about: about(), author: { name: 'Anna' } });
    const rest = (await api.ask(boris, `${list}&cursor=${first.nextCursor}`)).body;
    expect(rest).toMatchObject({ items: [{ text: 'one' }], nextCursor: null });
  });

  test('are changed and deleted by their author and by supervisors, by nobody else', async () => {
    const { id } = await write('mine');
    const boss = await api.user(workspaceId, 'supervisor');
    expect((await api.ask(boris, `PATCH /notes/${id}`, { text: 'his' })).status).toBe(403);
    expect((await api.ask(boris, `DELETE /notes/${id}`)).status).toBe(403);
    expect((await api.ask(agent, `PATCH /notes/${id}`, { text: 'still mine' })).body.text).toBe('still mine');
    expect((await api.ask(agent, `PATCH /notes/${id}`, { text: ' ' })).status).toBe(422);
    expect((await api.ask(boss, `DELETE /notes/${id}`)).status).toBe(204);
    expect((await api.ask(agent, `GET /notes/${id}`)).status).toBe(404);
  });

  test('are about something that is there', async () => {
    const answer = await api.ask(agent, 'POST /notes', { about: { type: 'lead', id: contactId }, text: 'x' });
    expect([answer.status, pointersOf(answer)]).toEqual([422, ['/about/id']]);
    expect((await api.ask(agent, 'POST /notes', { about: { type: 'call', id: contactId }, text: 'x' })).status).toBe(422);
  });
});
