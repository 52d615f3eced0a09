import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from 'uuidv7';
import { absorbOverlooked } from '../src/features/imports/absorb-overlooked.ts';
import { openOffice, type OfficeServer, type PhoneOffice, type Posted } from './support/phone-office.ts';
import { clientsOf, freshNumber } from './support/records.ts';

let office: PhoneOffice;
let other: OfficeServer;
beforeAll(async () => {
  office = await openOffice();
  other = await office.addServer();
});
afterAll(() => office.close());

let number: string;
beforeEach(async () => {
  number = freshNumber();
  office.clock.pass(60);
  await office.features({ autoCreate: { inbound: { enabled: true, create: 'lead' } } });
});

const agent = (extension: string) => office.company.ring[extension] ?? office.company.admin;
const admin = (line: string, body?: object): Promise<Posted> => office.ask(office.company.admin, line, body);

async function rung(caller = number) {
  const call = office.inbound(caller);
  await office.play([call.start(), call.internal('101')]);
  await office.settle();
  return { ...call, id: (await office.call(call.pbxCallId))?.id ?? '' };
}

const active = async () => (await clientsOf(office, number)).filter(({ archived }) => !archived);
const archived = async (id: string | undefined) =>
  (
    await office.within((tx) =>
      sql<{ by: string; at: Date; status: string | null; became: unknown }>`
        select absorbed_by as by, archived_at as at, lead_status as status, converted_to as became from clients where id = ${id}
      `.execute(tx),
    )
  ).rows[0];

describe('6.6 the pop-up’s form', () => {
  test('6.6 makes the record first: automation makes none, and the call is linked', async () => {
    const call = office.inbound(number);
    await office.play([call.start()]);
    await office.settle();
    const callId = (await office.call(call.pbxCallId))?.id;
    const made = await office.ask(agent('101'), 'POST /contacts', { name: 'Petrov', phones: [{ number }], callId });
    expect(made.status).toBe(201);
    await office.play([call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
    await office.settle();
    expect(await active()).toMatchObject([{ id: made.body.id, type: 'contact', automatic: false, responsible: null }]);
    expect((await office.call(call.pbxCallId))?.clients).toMatchObject([{ id: made.body.id, because: 'created', primary: true }]);
  });

  test('6.6 saved as a lead after automation was faster: it gets that lead, with its own words', async () => {
    const { id: callId, ...call } = await rung();
    const [lead] = await active();
    const made = await office.ask(agent('101'), 'POST /leads', { name: 'Petrov', phones: [{ number }], callId });
    expect([made.status, made.body.id, made.body.name, made.body.responsibleId]).toEqual([
      201,
      lead?.id,
      'Petrov',
      agent('101').id,
    ]);
    expect(await active()).toHaveLength(1);
    await office.play([call.internal('102'), call.answer('102')]);
    await office.settle();
    expect(await active()).toMatchObject([{ responsible: agent('101').id }]); // a person has it now
  });

  test.each(['contacts', 'companies', 'leads'])(
    '6.6 %s at the same moment as five rings on two servers: one record',
    async (kind) => {
      for (let round = 0; round < 3; round += 1) {
        number = freshNumber();
        const call = office.inbound(number);
        await office.play([call.start()]);
        await office.settle();
        const callId = (await office.call(call.pbxCallId))?.id;
        const rings = ['101', '102', '103', '104', '105'].map((extension) => call.internal(extension));
        const [made] = await Promise.all([
          other.ask(agent('101'), `POST /${kind}`, { name: 'Petrov', phones: [{ number }], callId }),
          ...rings.map((ring, n) => (n % 2 === 0 ? office.server : other).post(ring)),
        ]);
        await office.settle();
        expect(made.status).toBe(201);
        expect(await active()).toMatchObject([{ id: made.body.id, name: 'Petrov' }]);
        expect((await office.call(call.pbxCallId))?.clients.filter(({ primary }) => primary)).toMatchObject([
          { id: made.body.id },
        ]);
      }
    },
  );

  test('6.6 two people save the form of one call at once: one record', async () => {
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101'), call.internal('102')]);
    await office.features({ autoCreate: { inbound: { enabled: false } } });
    await office.settle();
    const callId = (await office.call(call.pbxCallId))?.id;
    const save = (server: OfficeServer, extension: string) =>
      server.ask(agent(extension), 'POST /contacts', { name: extension, phones: [{ number }], callId });
    const made = await Promise.all([save(office.server, '101'), save(other, '102')]);
    expect(new Set(made.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await active()).toHaveLength(1);
    expect((await office.ask(agent('103'), 'POST /contacts', { name: 'Wife', phones: [{ number }] })).body.id).not.toBe(
      made[0]?.body.id,
    );
  });

  test('6.6 a call that is not there is refused, and one of another company', async () => {
    const company = await office.addCompany('elsewhere');
    const { id } = await rung();
    const body = { name: 'Petrov', phones: [{ number: freshNumber() }], callId: id };
    const refused = await office.ask(company.admin, 'POST /contacts', body);
    expect([refused.status, refused.body.errors[0].pointer]).toEqual([422, '/callId']);
  });
});

describe('6.9 an untouched automatic lead', () => {
  test('6.9 is absorbed by a new contact: calls, tasks and notes go over, and it says what it became', async () => {
    const first = await rung();
    const [lead] = await active();
    await office.within((tx) =>
      sql`insert into tasks (workspace_id, id, title, about_type, about_id) values (${office.company.workspaceId}, gen_random_uuid(), 'Call', 'lead', ${lead?.id})`.execute(
        tx,
      ),
    );
    const id = await office.contact({ name: 'Petrov', phones: [number] });
    expect(await active()).toMatchObject([{ id, type: 'contact' }]);
    expect(await archived(lead?.id)).toMatchObject({ by: id, status: 'converted', became: { contactId: id } });
    expect((await office.call(first.pbxCallId))?.clients.map((client) => [client.id, client.primary])).toEqual([[id, true]]);
    const { rows } = await office.within((tx) =>
      sql`select from tasks where about_type = 'contact' and about_id = ${id}`.execute(tx),
    );
    expect(rows).toHaveLength(1);
    await office.play([first.answer('101'), first.end({ internal: '101' })]);
    const next = await rung();
    expect((await office.call(next.pbxCallId))?.clients.map((client) => client.id)).toEqual([id]);
    expect(await active()).toHaveLength(1);
  });

  test('6.9 is absorbed by a company, with the deal of an automatic contact', async () => {
    await office.features({ autoCreate: { inbound: { create: 'deal' } } });
    await rung();
    const { body } = await admin('POST /companies', { name: 'Ромашка', phones: [{ number }] });
    const { rows } = await office.within((tx) =>
      sql`select contact_id as contact, company_id as company from deals where company_id = ${body.id}`.execute(tx),
    );
    expect(rows).toEqual([{ contact: null, company: body.id }]);
    expect(await active()).toMatchObject([{ id: body.id }]);
  });

  test('6.9 is absorbed when a known client gets its number', async () => {
    const id = await office.contact({ name: 'Petrov', phones: [freshNumber()] });
    const before = (await admin(`GET /contacts/${id}`)).body.phones.map((phone: { number: string }) => ({
      number: phone.number,
    }));
    await rung();
    expect((await admin(`PATCH /contacts/${id}`, { phones: [...before, { number }] })).status).toBe(200);
    expect(await active()).toMatchObject([{ id }]);
  });

  test('6.9 once touched, it stays beside', async () => {
    await rung();
    const [lead] = await active();
    await admin(`PATCH /leads/${lead?.id}`, { name: 'My own lead' });
    await office.contact({ name: 'Petrov', phones: [number] });
    expect((await active()).map(({ type }) => type)).toEqual(['lead', 'contact']);
  });
});

test('6.9 what a call makes while its batch is being written is attached at the end', async () => {
  const { workspaceId } = office.company;
  const id = await office.contact({ name: 'Petrov', phones: [freshNumber()] });
  const since = office.clock.now();
  office.clock.pass(1);
  await rung();
  const [lead] = await active();
  const job = uuidv7();
  await office.within(async (tx) => {
    await sql`insert into client_numbers (workspace_id, client_id, e164, typed) values (${workspaceId}, ${id}, ${number}, ${number})`.execute(
      tx,
    );
    await sql`insert into jobs (workspace_id, id, kind, created_at, result) values (${workspaceId}, ${job}, 'import-contacts', ${since}, '{"created": 1}')`.execute(
      tx,
    );
    await absorbOverlooked(tx, { workspaceId, id: job }, office.clock.now());
  });
  expect(await active()).toMatchObject([{ id }]);
  expect(await archived(lead?.id)).toMatchObject({ by: id });
  expect((await admin(`GET /jobs/${job}`)).body.result).toEqual({ created: 1, absorbedLeads: 1 });
});

describe('6.9 an import', () => {
  async function run(csv: string, duplicates = 'skip') {
    const { body } = await admin('POST /imports', { csv, duplicates });
    const read = async () => (await admin(`GET /jobs/${body.id}`)).body;
    await expect.poll(async () => (await read()).state).toMatch(/done|failed/);
    return (await read()).result;
  }

  test('6.9 attaches the leads that were clients all along, and says how many', async () => {
    const numbers = [number, freshNumber(), freshNumber()];
    for (const each of numbers) await rung(each);
    const kept = freshNumber();
    await rung(kept);
    const rows = [...numbers, freshNumber()].map((each, n) => `Client ${n};${each}`);
    expect(await run(`Имя;Телефон\n${rows.join('\n')}\n`)).toMatchObject({ created: 4, absorbedLeads: 3, skipped: 0 });
    for (const each of numbers) {
      expect((await clientsOf(office, each)).map(({ type, archived: put }) => [type, put])).toEqual([['contact', false]]);
    }
    expect(await clientsOf(office, kept)).toMatchObject([{ type: 'lead', archived: false }]);
  });

  test.each(['skip', 'update'])(
    '6.9 names the contact that a call had made, also with duplicates %s, and later ones as usual',
    async (how) => {
      await office.features({ autoCreate: { inbound: { create: 'contact' } } });
      await rung();
      const [contact] = await active();
      const result = await run(`Фамилия;Имя;Телефон\nПетров;Иван;${number}\nСидоров;Пётр;${number}\n`, how);
      expect(result).toMatchObject({ created: 0, absorbedLeads: 1, updated: how === 'skip' ? 1 : 2 });
      expect(await active()).toMatchObject([{ id: contact?.id, name: how === 'skip' ? 'Петров Иван' : 'Сидоров Пётр' }]);
      expect(await run(`Фамилия;Имя;Телефон\nЛевин;Олег;${number}\n`)).toMatchObject({ skipped: 1, absorbedLeads: 0 });
    },
  );
});
