import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { companyRoutes } from '../src/features/companies/routes.ts';
import { contactRoutes } from '../src/features/contacts/routes.ts';
import { sql, type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await testApi((deps) => [contactRoutes(deps), companyRoutes(deps)]);
});
afterAll(() => api.stop());

let agent: TestUser;
let workspaceId: string;
let connectionId: string;
let n = 0;
beforeEach(async () => {
  n += 1;
  ({ workspaceId, connectionId } = await api.workspace(`w${n}`));
  agent = await api.user(workspaceId, 'agent');
});

const create = async (body: object) => (await api.ask(agent, 'POST /contacts', body)).body;
const names = async (query: string) =>
  (await api.ask(agent, `GET /contacts?${query}`)).body.items.map((item: { name: string }) => item.name);

describe('making a contact', () => {
  test('F6 a number is kept as E.164 with what was typed and its extension', async () => {
    const answer = await api.ask(agent, 'POST /contacts', {
      name: 'Иван',
      phones: [
        { number: '8 (916) 123-45-67', label: 'work' },
        { number: '8 800 555-35-35 доб. 12' },
        { number: '+7 916 123 45 67' },
      ],
    });
    expect(answer.status).toBe(201);
    expect(answer.body.phones).toEqual([
      { number: '+79161234567', typed: '8 (916) 123-45-67', label: 'work', state: 'current', suffix: null },
      { number: '+78005553535', typed: '8 800 555-35-35 доб. 12', label: '', state: 'current', suffix: '12' },
    ]);
    const { body } = await api.ask(agent, `GET /contacts/${answer.body.id}`);
    expect(body).toEqual(answer.body);
  });

  test.each([
    ['parts of a Russian name', { familyName: 'Петров', givenName: 'Иван', patronymic: 'Сергеевич' }, 'Петров Иван Сергеевич'],
    [
      'parts of a Tatar name',
      { familyName: 'Гыйләҗева', givenName: 'Әлфия', patronymic: 'Рәшит кызы' },
      'Гыйләҗева Әлфия Рәшит кызы',
    ],
    ['parts of an English name', { familyName: 'Smith', givenName: 'John' }, 'John Smith'],
    ['a display name', { name: 'Ваня с рынка', familyName: 'Петров' }, 'Ваня с рынка'],
    ['a number alone', { phones: [{ number: '89161234567' }] }, '+7 916 123-45-67'],
  ])('a display name comes from %s', async (_what, body, name) => {
    expect((await create(body)).name).toBe(name);
  });

  test.each([
    ['a number nobody can read', { name: 'A', phones: [{ number: '+79161234567' }, { number: 'дом' }] }, '/phones/1/number'],
    ['an extension', { name: 'A', phones: [{ number: '101' }] }, '/phones/0/number'],
    ['a hidden number', { name: 'A', phones: [{ number: 'anonymous' }] }, '/phones/0/number'],
    ['nothing to call it by', { tags: ['x'] }, '/name'],
    ['an unknown company', { name: 'A', companyId: uuidv7() }, '/companyId'],
    ['an unknown responsible', { name: 'A', responsibleId: uuidv7() }, '/responsibleId'],
    ['a number that is no text', { name: 'A', phones: [{ number: 79161234567 }] }, '/phones/0/number'],
    ['an e-mail address without @', { name: 'A', emails: ['a.example.com'] }, '/emails/0'],
  ])('%s is 422 with its pointer', async (_what, body, pointer) => {
    expect(await api.ask(agent, 'POST /contacts', body)).toMatchObject({
      status: 422,
      body: { code: 'invalid', errors: [{ pointer }] },
    });
  });

  test('numbers of the company and its employees are no client’s', async () => {
    await api.within(workspaceId, async (tx) => {
      await sql`insert into pbx_numbers (workspace_id, connection_id, did) values (${workspaceId}, ${connectionId}, '+74951234567')`.execute(
        tx,
      );
      await sql`insert into user_numbers (workspace_id, user_id, e164) values (${workspaceId}, ${agent.id}, '+79160000001')`.execute(
        tx,
      );
    });
    for (const number of ['8 495 123-45-67', '89160000001']) {
      const answer = await api.ask(agent, 'POST /contacts', { name: 'A', phones: [{ number }] });
      expect(answer).toMatchObject({ status: 422, body: { code: 'own-number', errors: [{ pointer: '/phones/0/number' }] } });
    }
  });

  test('of two concurrent contacts with one external id, one is 409', async () => {
    const body = { name: 'A', externalId: 'crm-1' };
    const answers = await Promise.all([1, 2].map(() => api.ask(agent, 'POST /contacts', body)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    expect((await api.ask(agent, 'GET /contacts?externalId=crm-1')).body).toMatchObject({
      total: 1,
      items: [{ externalId: 'crm-1' }],
    });
  });

  test('401 to nobody, 404 for another workspace’s contact', async () => {
    const { id } = await create({ name: 'A' });
    expect((await api.ask(null, 'POST /contacts', { name: 'A' })).status).toBe(401);
    const stranger = await api.user((await api.workspace(`x${n}`)).workspaceId, 'admin');
    for (const [method, body] of [['GET'], ['PATCH', { name: 'B' }], ['DELETE']] as const) {
      expect((await api.ask(stranger, `${method} /contacts/${id}`, body)).status).toBe(404);
    }
    expect((await api.ask(stranger, 'GET /contacts')).body).toMatchObject({ items: [], total: 0 });
    expect((await api.ask(agent, `GET /companies/${id}`)).status).toBe(404);
  });
});

describe('changing a contact', () => {
  test('a merge patch leaves the siblings, replaces lists, takes members of custom away with null', async () => {
    const before = await create({
      familyName: 'Петров',
      givenName: 'Иван',
      phones: [{ number: '89161234567' }],
      custom: { a: 1, b: 'x' },
      tags: ['old'],
    });
    const answer = await api.ask(
      agent,
      `PATCH /contacts/${before.id}`,
      JSON.stringify({ givenName: 'Пётр', custom: { a: null, c: true }, tags: ['new'], patronymic: null }),
      { 'content-type': 'application/merge-patch+json' },
    );
    expect(answer.body).toMatchObject({ name: 'Петров Пётр', familyName: 'Петров', phones: before.phones, tags: ['new'] });
    expect(answer.body.custom).toEqual({ b: 'x', c: true });
  });

  test('a display name that somebody typed survives a change of the parts', async () => {
    const { id } = await create({ name: 'Шеф', familyName: 'Петров' });
    expect((await api.ask(agent, `PATCH /contacts/${id}`, { familyName: 'Сидоров' })).body.name).toBe('Шеф');
    expect((await api.ask(agent, `PATCH /contacts/${id}`, { name: '' })).body.name).toBe('Сидоров');
  });

  test('a number that comes back as it was read keeps what was once typed', async () => {
    const { id } = await create({ name: 'A', phones: [{ number: '8 (916) 123-45-67 доб 5', label: 'work' }] });
    const { body } = await api.ask(agent, `PATCH /contacts/${id}`, { phones: [{ number: '+79161234567', state: 'former' }] });
    expect(body.phones).toEqual([
      { number: '+79161234567', typed: '8 (916) 123-45-67 доб 5', label: 'work', state: 'former', suffix: '5' },
    ]);
  });

  test('DELETE archives, a patch brings back', async () => {
    const { id } = await create({ name: 'A' });
    expect((await api.ask(agent, `DELETE /contacts/${id}`)).status).toBe(204);
    expect(await names('')).toEqual([]);
    expect(await names('archived=true')).toEqual(['A']);
    expect((await api.ask(agent, `GET /contacts/${id}`)).body.archivedAt).toBe(api.clock.now().toISOString());
    expect((await api.ask(agent, `PATCH /contacts/${id}`, { archivedAt: null })).body.archivedAt).toBeNull();
    expect(await names('')).toEqual(['A']);
  });
});

const call = async (number: string) => {
  const id = uuidv7();
  await api.within(workspaceId, (tx) =>
    sql`insert into calls (workspace_id, id, connection_id, pbx_call_id, client_number, started_at)
      values (${workspaceId}, ${id}, ${connectionId}, ${id}, ${number}, now())`.execute(tx),
  );
  return id;
};
const links = async (callId: string) => {
  const { rows } = await api.within(workspaceId, (tx) =>
    sql`select client_id, because, is_primary from call_clients where workspace_id = ${workspaceId} and call_id = ${callId} order by is_primary desc`.execute(
      tx,
    ),
  );
  return rows;
};

describe('5.2 calls from before', () => {
  test('join a client when the number is added; former keeps them, wrong takes away those matched by number', async () => {
    const callId = await call('+79161234567');
    const { id } = await create({ name: 'A', phones: [{ number: '89161234567' }] });
    expect(await links(callId)).toEqual([{ client_id: id, because: 'number', is_primary: true }]);
    const second = await create({ name: 'B', phones: [{ number: '89161234567' }] });
    expect(await links(callId)).toHaveLength(2);
    await api.ask(agent, `PATCH /contacts/${id}`, { phones: [{ number: '+79161234567', state: 'former' }] });
    expect(await links(callId)).toHaveLength(2);
    await api.ask(agent, `PATCH /contacts/${id}`, { phones: [{ number: '+79161234567', state: 'wrong' }] });
    expect(await links(callId)).toEqual([{ client_id: second.id, because: 'number', is_primary: true }]);
    await api.ask(agent, `PATCH /contacts/${id}`, { phones: [{ number: '+79161234567', state: 'current' }] });
    expect(await links(callId)).toMatchObject([{ client_id: second.id }, { client_id: id, is_primary: false }]);
  });

  test('a link that a person made stays when the number turns out wrong', async () => {
    const { id } = await create({ name: 'A', phones: [{ number: '89161234567' }] });
    const callId = await call('+79161234567');
    await api.within(workspaceId, (tx) =>
      sql`insert into call_clients (workspace_id, call_id, client_id, because) values (${workspaceId}, ${callId}, ${id}, 'person')`.execute(
        tx,
      ),
    );
    await api.ask(agent, `PATCH /contacts/${id}`, { phones: [{ number: '+79161234567', state: 'wrong' }] });
    expect(await links(callId)).toMatchObject([{ client_id: id, because: 'person' }]);
  });
});

describe('lists', () => {
  test.each([
    ['a part of a word', 'q=етро', ['Петров Пётр']],
    ['ё typed as е', 'q=петр%20петров', ['Петров Пётр']],
    ['a Tatar name typed with Russian letters', 'q=алфия%20гыйлажева', ['Гыйләҗева Әлфия']],
    ['digits with blanks inside a number', 'q=916%20123', ['Петров Пётр']],
    ['a national number', 'q=8(916)1234567', ['Петров Пётр']],
    ['an e-mail address', 'q=alfia@ex', ['Гыйләҗева Әлфия']],
    ['wild cards as themselves', 'q=%25', []],
    ['a number in full', 'number=8-916-123-45-67', ['Петров Пётр']],
    ['what is no number', 'number=abc', []],
    ['two letters begin a word', 'q=пё', ['Петров Пётр']],
  ])('finds by %s', async (_what, query, expected) => {
    await create({ familyName: 'Петров', givenName: 'Пётр', phones: [{ number: '+79161234567' }] });
    await create({ familyName: 'Гыйләҗева', givenName: 'Әлфия', emails: ['alfia@example.com'] });
    expect(await names(query)).toEqual(expected);
  });

  test('finds people by their company’s name, also after it was renamed', async () => {
    const company = (await api.ask(agent, 'POST /companies', { name: 'ООО «Ромашка»' })).body;
    const person = await create({ name: 'Анна', companyId: company.id, responsibleId: agent.id });
    expect(person).toMatchObject({
      company: { id: company.id, name: 'ООО «Ромашка»' },
      responsible: { id: agent.id, name: 'agent' },
    });
    expect(await names('q=ромашка')).toEqual(['Анна']);
    await api.ask(agent, `PATCH /companies/${company.id}`, { name: 'Лютик' });
    expect(await names('q=ромашка')).toEqual([]);
    expect(await names('q=лютик')).toEqual(['Анна']);
    expect(await names(`companyId=${company.id}`)).toEqual(['Анна']);
    expect(await names(`responsibleId=${agent.id}`)).toEqual(['Анна']);
  });

  test.each(['name', '-name', 'createdAt', '-createdAt', '-updatedAt'])(
    'goes through all pages once, sorted by %s',
    async (sort) => {
      const letters = ['Ёж', 'Аист', 'Яшма', 'Енот', 'Ежевика', 'ель', 'Аист'];
      for (const name of letters) {
        api.clock.pass(1);
        await create({ name });
      }
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const { body } = await api.ask(agent, `GET /contacts?limit=2&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`);
        expect(body.total).toBe(7);
        seen.push(...body.items.map((item: { name: string }) => item.name));
        cursor = body.nextCursor;
      }
      const byName = ['Аист', 'Аист', 'Ёж', 'Ежевика', 'ель', 'Енот', 'Яшма'];
      const expected = sort.endsWith('name') ? byName : letters;
      expect(seen).toEqual(sort.startsWith('-') ? expected.toReversed() : expected);
    },
  );

  test.each(['cursor=abc', 'cursor=WyJhIiwiYiJd', 'limit=201', 'limit=0', 'sort=phone'])('%s is refused', async (query) => {
    expect([400, 422]).toContain((await api.ask(agent, `GET /contacts?${query}`)).status);
  });
});

describe('companies', () => {
  test('have an ИНН with right check digits', async () => {
    const make = (inn: string) =>
      api.ask(agent, 'POST /companies', { name: 'Сбербанк', legalForm: 'ПАО', inn, kpp: '773601001' });
    expect(await make('7707083893')).toMatchObject({
      status: 201,
      body: { inn: '7707083893', legalForm: 'ПАО', kpp: '773601001' },
    });
    expect(await make('7707083894')).toMatchObject({ status: 422, body: { errors: [{ pointer: '/inn' }] } });
    expect((await api.ask(agent, 'GET /companies?q=77070')).body.total).toBe(1);
  });

  test('need a name', async () => {
    expect((await api.ask(agent, 'POST /companies', { inn: '7707083893' })).body.errors[0].pointer).toBe('/name');
    expect((await api.ask(agent, 'POST /companies', { name: '  ' })).body.errors[0].pointer).toBe('/name');
  });
});
