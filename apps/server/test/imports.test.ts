import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { companyRoutes } from '../src/features/companies/routes.ts';
import { contactRoutes } from '../src/features/contacts/routes.ts';
import { IMPORT_CONTACTS, importRoutes } from '../src/features/imports/routes.ts';
import { runImport } from '../src/features/imports/run-import.ts';
import { jobRoutes } from '../src/features/jobs/routes.ts';
import { createLogger } from '../src/http/logging.ts';
import type { JobKey } from '../src/jobs/job-store.ts';
import { type Jobs, startJobs } from '../src/jobs/start-jobs.ts';
import { sql, type TestApi, testApi, type TestUser } from './support/api.ts';

let api: TestApi;
let jobs: Jobs;
beforeAll(async () => {
  api = await testApi((deps) => [contactRoutes(deps), companyRoutes(deps), importRoutes(deps), jobRoutes(deps)]);
  jobs = start();
  await jobs.ready;
});
afterAll(async () => {
  await jobs.stop();
  await api.stop();
});

const start = () => {
  const { pool, db } = api.database;
  const { now } = api.clock;
  const tasks = { [IMPORT_CONTACTS]: (job: JobKey, signal: AbortSignal) => runImport({ db, now }, job, signal) };
  return startJobs({ pool, db, tasks, now, log: createLogger({ level: 'error' }) });
};

let agent: TestUser;
let workspaceId: string;
let connectionId: string;
let n = 0;
beforeEach(async () => {
  n += 1;
  ({ workspaceId, connectionId } = await api.workspace(`w${n}`));
  agent = await api.user(workspaceId, 'agent', 'Anna');
});

const preview = async (csv: string) => api.ask(agent, 'POST /imports/preview', { csv });
const contacts = async (query = '') => (await api.ask(agent, `GET /contacts?limit=200&${query}`)).body;
async function run(body: object) {
  const asked = await api.ask(agent, 'POST /imports', body);
  expect(asked).toMatchObject({ status: 202, body: { kind: 'import-contacts' } });
  await expect.poll(() => job(asked.body.id).then(({ state }) => state)).toMatch(/done|failed|cancelled/);
  return job(asked.body.id);
}
const job = async (id: string) => (await api.ask(agent, `GET /jobs/${id}`)).body;

describe('the preview', () => {
  test.each([
    [
      'semicolons and Russian headers',
      'Фамилия;Имя;Телефон;Компания;Прочее\nПетров;Иван;89161234567;Ромашка;x\n',
      ';',
      ['familyName', 'givenName', 'phone', 'company', 'ignore'],
    ],
    [
      'commas and English headers',
      'Name,Phone 1 - Value,E-mail Address,Owner\n"Petrov, Ivan",+79161234567,i@example.com,Anna\n',
      ',',
      ['name', 'phone', 'email', 'responsible'],
    ],
    ['tabs', 'ФИО\tНомер телефона\tОтветственный\nПетров\t89161234567\tАнна', '\t', ['name', 'phone', 'responsible']],
    ['a byte order mark', '\uFEFFИмя;Тел.\nИван;89161234567', ';', ['givenName', 'phone']],
    ['no header at all', 'Петров Иван;8 916 123-45-67;i@example.com\n', ';', ['name', 'phone', 'email']],
    ['quoted line breaks', '"ФИО";"Телефон"\r\n"Петров\nИван";"8 916\n123-45-67"\r\n', ';', ['name', 'phone']],
  ])('understands %s', async (_what, csv, delimiter, fields) => {
    const { status, body } = await preview(csv);
    expect(status).toBe(200);
    expect(body).toMatchObject({ delimiter, rows: 1 });
    expect(body.columns.map(({ field }: { field: string }) => field)).toEqual(fields);
    expect(body.columns[0].samples).toHaveLength(1);
  });

  test('tells faults by row and how many are there already, and writes nothing', async () => {
    await api.ask(agent, 'POST /contacts', { name: 'A', phones: [{ number: '89161234567' }] });
    const { body } = await preview('Имя;Телефон\nИван;8 (916) 123-45-67\nПётр;12\n');
    expect(body).toMatchObject({ rows: 2, duplicates: 1, faults: [{ row: 3 }] });
    expect((await contacts()).total).toBe(1);
  });

  test.each([
    ['Windows-1251 read as UTF-8', '\uFFFD\uFFFD\uFFFD;8916'],
    ['nothing', ''],
    ['a quote that never ends', 'Имя;Телефон\n"Иван;89161234567'],
  ])('%s is 422 at /csv', async (_what, csv) => {
    expect(await preview(csv)).toMatchObject({ status: 422, body: { errors: [{ pointer: '/csv' }] } });
  });

  test('401 to nobody', async () => {
    expect((await api.ask(null, 'POST /imports/preview', { csv: 'a' })).status).toBe(401);
  });
});

describe('the import', () => {
  test('makes contacts with numbers, companies once, responsibles and names in parts', async () => {
    const csv = [
      'ФИО;Телефон;Телефон 2;E-mail;Организация;Ответственный;Теги;ID',
      'Петров Иван Сергеевич;8 (916) 123-45-67;+7 495 765-43-21 доб. 5;i@example.com;ООО "Ромашка";Anna;vip, опт;17',
      'Гыйләҗева Әлфия Рәшит кызы;89161234568;;;«РОМАШКА»;nobody@example.com;;18',
      ';;;;;;;19',
    ].join('\r\n');
    const done = await run({ csv });
    expect(done).toMatchObject({
      state: 'done',
      done: 3,
      total: 3,
      result: { created: 2, failed: 1, companies: 1, skipped: 0, updated: 0, faults: 2 },
    });
    expect(done.errors.map(({ row }: { row: number }) => row)).toEqual([3, 4]);
    const { items } = await contacts('q=петров');
    expect(items[0]).toMatchObject({
      name: 'Петров Иван Сергеевич',
      familyName: 'Петров',
      givenName: 'Иван',
      patronymic: 'Сергеевич',
      externalId: '17',
      emails: ['i@example.com'],
      tags: ['vip', 'опт'],
      responsible: { name: 'Anna' },
      company: { name: 'ООО "Ромашка"' },
      phones: [{ number: '+79161234567' }, { number: '+74957654321', suffix: '5' }],
    });
    expect((await contacts('q=алфия')).items[0]).toMatchObject({ patronymic: 'Рәшит кызы', company: { name: 'ООО "Ромашка"' } });
    expect((await api.ask(agent, 'GET /companies')).body.total).toBe(1);
  });

  test('a cell that looks like a formula is text', async () => {
    const evil = '=HYPERLINK("http://evil.example","x")';
    await run({ csv: `Имя;Телефон\n"${evil.replaceAll('"', '""')}";89161234567\n+79161234568;"@SUM(A1)"\n` });
    const { items } = await contacts('sort=createdAt');
    expect(items.map(({ name }: { name: string }) => name).toSorted()).toEqual(['+79161234568', evil]);
  });

  test('duplicates are skipped, or updated without losing what the file leaves empty', async () => {
    const first = 'ID;Имя;Телефон;Теги\n1;Иван;89161234567;a\n';
    await run({ csv: first });
    expect((await run({ csv: first })).result).toMatchObject({ created: 0, skipped: 1 });
    const again = 'ID;Имя;Телефон;Почта;Теги\n1;;89161234568;i@example.com;b\n';
    expect((await run({ csv: again, duplicates: 'update' })).result).toMatchObject({ created: 0, updated: 1 });
    const { items, total } = await contacts();
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      givenName: 'Иван',
      name: 'Иван',
      emails: ['i@example.com'],
      tags: ['a', 'b'],
      phones: [{ number: '+79161234567' }, { number: '+79161234568' }],
    });
  });

  test('a number twice in the file is one contact; two ids with an office number are two', async () => {
    expect((await run({ csv: 'Имя;Телефон\nИван;89161234567\nВаня;+79161234567\n' })).result).toMatchObject({
      created: 1,
      skipped: 1,
    });
    expect((await run({ csv: 'ID;Имя;Телефон\n1;Анна;84951112233\n2;Борис;84951112233\n' })).result).toMatchObject({
      created: 2,
    });
  });

  test('numbers of the company itself stay out', async () => {
    await api.within(workspaceId, (tx) =>
      sql`insert into pbx_numbers (workspace_id, connection_id, did) values (${workspaceId}, ${connectionId}, '+74951234567')`.execute(
        tx,
      ),
    );
    const done = await run({ csv: 'Имя;Телефон\nМы;84951234567\n' });
    expect(done.errors).toEqual([{ row: 2, detail: expect.stringContaining('your own company') }]);
    expect((await contacts()).items[0].phones).toEqual([]);
  });

  test('5.2 earlier calls of the numbers join the contacts', async () => {
    const id = uuidv7();
    await api.within(workspaceId, (tx) =>
      sql`insert into calls (workspace_id, id, connection_id, pbx_call_id, client_number, started_at)
        values (${workspaceId}, ${id}, ${connectionId}, ${id}, '+79161234567', now())`.execute(tx),
    );
    await run({ csv: 'ID;Имя;Телефон\n1;Анна;89161234567\n2;Борис;89161234567\n' });
    const { rows } = await api.within(workspaceId, (tx) =>
      sql`select is_primary from call_clients where workspace_id = ${workspaceId} and call_id = ${id} order by is_primary desc`.execute(
        tx,
      ),
    );
    expect(rows).toEqual([{ is_primary: true }, { is_primary: false }]);
  });

  test('columns can be chosen; without names and numbers it is 422', async () => {
    await run({ csv: 'Foo;Bar\nИван;89161234567\n', columns: ['name', 'phone'] });
    expect((await contacts()).items[0]).toMatchObject({ name: 'Иван', phones: [{ number: '+79161234567' }] });
    expect(await api.ask(agent, 'POST /imports', { csv: 'Foo;Bar\na;b\n' })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer: '/columns' }] },
    });
    expect((await api.ask(agent, 'POST /imports', { csv: 'Foo\na\n', columns: ['phone', 'nonsense'] })).status).toBe(422);
  });

  test('another’s job is 404 to an agent, another workspace’s to everybody', async () => {
    const { id } = await run({ csv: 'Имя\nИван\n' });
    expect((await api.ask(await api.user(workspaceId, 'agent', 'Boris'), `GET /jobs/${id}`)).status).toBe(404);
    expect((await api.ask(await api.user(workspaceId, 'admin'), `GET /jobs/${id}`)).status).toBe(200);
    const stranger = await api.user((await api.workspace(`x${n}`)).workspaceId, 'admin');
    expect((await api.ask(stranger, `GET /jobs/${id}`)).status).toBe(404);
    expect((await api.ask(stranger, `DELETE /jobs/${id}`)).status).toBe(404);
  });
});

describe('a long import', () => {
  const many = (rows: number) =>
    `Имя;Телефон\n${Array.from({ length: rows }, (_, index) => `Клиент ${index};8916${String(index).padStart(7, '0')}`).join('\n')}\n`;

  test('stops where it is when somebody cancels it', async () => {
    const { body } = await api.ask(agent, 'POST /imports', { csv: many(20_000) });
    await expect.poll(() => job(body.id).then(({ done }) => done), { interval: 20 }).toBeGreaterThan(0);
    expect((await api.ask(agent, `DELETE /jobs/${body.id}`)).status).toBe(204);
    const stopped = await job(body.id);
    expect(stopped.state).toBe('cancelled');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await contacts()).total).toBe(Math.min(stopped.done, 10_000));
    expect(stopped.done).toBeLessThan(20_000);
  });

  test('goes on after a crash from the row it stood at, without a row twice', async () => {
    const { db } = api.database;
    await jobs.stop();
    const { body } = await api.ask(agent, 'POST /imports', { csv: many(3_000) });
    const dying = runImport({ db, now: api.clock.now }, { workspaceId, id: body.id });
    await expect.poll(() => job(body.id).then(({ done }) => done), { interval: 10 }).toBeGreaterThan(0);
    jobs = start(); // another process takes the job up while the first still works
    await dying;
    await expect.poll(() => job(body.id).then(({ state }) => state)).toBe('done');
    expect(await job(body.id)).toMatchObject({ done: 3_000, total: 3_000, result: { created: 3_000, skipped: 0 } });
    expect((await contacts()).total).toBe(3_000);
  });
});
