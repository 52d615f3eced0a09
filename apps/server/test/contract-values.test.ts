import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT, DID, openOffice, type PhoneOffice } from './support/phone-office.ts';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

let office: PhoneOffice;
let client: string;
let callId: string;
beforeAll(async () => {
  office = await openOffice();
  client = await office.contact({ name: 'Ivan Petrov', phones: ['8 (916) 123-45-67'] });
  const call = office.inbound(CLIENT, { pbxCallId: 'in_one' });
  await office.play(
    [call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101', callIdWithRec: 'rec-1' })],
    2,
  );
  await office.settle();
  callId = (await office.journal())[0]?.id ?? '';
});
afterAll(() => office.close());

const ask = async (line: string, body?: unknown) => (await office.ask(office.company.admin, line, body)).body;
const total = async (query: string): Promise<number> => (await ask(`GET /calls?${query}`)).total;

describe('a call', () => {
  test('has the fields of the contract', async () => {
    const call = await ask(`GET /calls/${callId}`);
    const { id: userId } = office.company.ring['101'] ?? { id: '' };
    expect(call).toMatchObject({
      id: expect.stringMatching(ID),
      pbxCallId: 'in_one',
      direction: 'inbound',
      status: 'answered',
      clientNumber: CLIENT,
      did: `+${DID}`,
      extension: '101',
      userId,
      answeredBy: userId,
      clients: [{ type: 'contact', id: client, name: 'Ivan Petrov', because: 'number', primary: true }],
      contactId: client,
      leadId: null,
      dealId: null,
      startedAt: expect.stringMatching(TIME),
      answeredAt: expect.stringMatching(TIME),
      endedAt: expect.stringMatching(TIME),
      timesApproximate: false,
      waitSeconds: expect.any(Number),
      talkSeconds: expect.any(Number),
      disposition: 'answered',
      decision: { reply: {}, because: expect.any(String), milliseconds: expect.any(Number), steps: expect.any(Array) },
      notes: [],
      outcome: null,
      origin: 'phone',
      linkedCallId: null,
      version: expect.any(Number),
    });
    expect(call.participants).toEqual([
      {
        extension: '101',
        userId,
        rangAt: expect.stringMatching(TIME),
        answeredAt: expect.any(String),
        leftAt: expect.any(String),
        outcome: 'answered',
      },
    ]);
  });

  test('is found by each filter alone, and not by its opposite', async () => {
    const { startedAt, userId, talkSeconds, recordings } = await ask(`GET /calls/${callId}`);
    const after = encodeURIComponent(new Date(Date.parse(startedAt) + 1).toISOString());
    const found = [
      '',
      `from=${startedAt}`,
      `to=${after}`,
      `userId=${userId}`,
      'direction=inbound',
      'status=answered',
      'status=missed,answered',
    ]
      .concat([
        `number=${encodeURIComponent(CLIENT)}`,
        'number=8(916)123-45-67',
        `did=${DID}`,
        `did=%2B${DID}`,
        `minSeconds=${talkSeconds}`,
      ])
      .concat([`recorded=${recordings.length > 0}`, `clientId=${client}`, `updatedAfter=${startedAt}`]);
    for (const query of found) expect([query, await total(query)]).toEqual([query, 1]);
    const other = office.company.ring['102']?.id;
    const missed = [
      `from=${after}`,
      `to=${startedAt}`,
      `userId=${other}`,
      'direction=outbound',
      'direction=internal',
      'status=missed',
      'number=abc',
    ]
      .concat(['number=89160000000', 'did=70000000000', `minSeconds=${talkSeconds + 1}`, `recorded=${recordings.length === 0}`])
      .concat([`clientId=${callId}`, 'updatedAfter=2100-01-01T00:00:00Z']);
    for (const query of missed) expect([query, await total(query)]).toEqual([query, 0]);
  });

  test('is found by seven digits once the area code is known', async () => {
    const { connectionId, workspaceId } = office.company;
    await office.within((tx) =>
      tx
        .updateTable('connections')
        .set({ area_code: '916' })
        .where('id', '=', connectionId)
        .where('workspace_id', '=', workspaceId)
        .execute(),
    );
    expect(await total('number=123-45-67')).toBe(1);
  });

  test('takes an outcome, notes and the client a person chose', async () => {
    expect((await ask(`PATCH /calls/${callId}`, { outcome: 'Order' })).outcome).toBe('Order');
    const noted = await office.ask(office.company.admin, `POST /calls/${callId}/notes`, { text: 'Offer by Friday' });
    expect([noted.status, noted.body.notes]).toEqual([
      201,
      [
        {
          id: expect.any(String),
          author: { id: office.company.admin.id, name: 'Anna' },
          at: expect.stringMatching(TIME),
          text: 'Offer by Friday',
        },
      ],
    ]);
    const company = await ask('POST /companies', { name: 'Romashka' });
    const chosen = await ask(`PUT /calls/${callId}/clients/company/${company.id}`);
    expect(chosen.clients[0]).toEqual({ type: 'company', id: company.id, name: 'Romashka', because: 'person', primary: true });
    expect(chosen).toMatchObject({ contactId: null, outcome: 'Order' });
  });

  test('of another company is 404 to read and to write', async () => {
    const stranger = (await office.addCompany('stranger')).admin;
    for (const [line, body] of [
      [`GET /calls/${callId}`],
      [`PATCH /calls/${callId}`, { outcome: 'x' }],
      [`POST /calls/${callId}/notes`, { text: 'x' }],
      [`PUT /calls/${callId}/clients/contact/${client}`],
    ] as const)
      expect((await office.ask(stranger, line, body)).body).toMatchObject({ status: 404, code: 'not-found' });
    for (const line of [`GET /contacts/${client}`, `DELETE /contacts/${client}`, `GET /users/${office.company.admin.id}`])
      expect((await office.ask(stranger, line)).body).toMatchObject({ status: 404, code: 'not-found' });
  });
});

describe('lists', () => {
  test.each(
    ['users', 'contacts', 'companies', 'calls', 'blacklist', 'tokens', 'audit', 'colleagues'].concat([
      'telephony/events',
      'telephony/extensions',
      'telephony/numbers',
      'telephony/schedules',
    ]),
  )('%s come with items and nextCursor', async (path) => {
    const list = await ask(`GET /${path}`);
    expect([Array.isArray(list.items), list.nextCursor]).toEqual([true, null]);
  });

  test('go on where the cursor stands, and tell how many there are', async () => {
    for (const name of ['A', 'B', 'C']) await office.contact({ name, phones: [] });
    const first = await ask('GET /contacts?limit=3');
    expect([first.items.length, typeof first.nextCursor, first.total]).toEqual([3, 'string', 4]);
    const second = await ask(`GET /contacts?limit=3&cursor=${first.nextCursor}`);
    expect([second.items.length, second.nextCursor]).toEqual([1, null]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4);
  });
});

describe('values', () => {
  test('an event tells what came, what left and how long it took', async () => {
    const [event] = (await ask('GET /telephony/events?limit=1')).items;
    expect(event).toMatchObject({
      receivedAt: expect.stringMatching(TIME),
      event: expect.stringMatching(/^NOTIFY_/),
      fields: { pbx_call_id: 'in_one' },
      verdict: 'accepted',
      reply: {},
      milliseconds: expect.any(Number),
    });
  });

  test('what if: the reply, its reason, the steps, the clients and the responsible', async () => {
    const answer = await ask('POST /telephony/decision', { callerId: CLIENT, did: DID });
    expect(answer).toMatchObject({
      reply: {},
      because: expect.any(String),
      steps: expect.any(Array),
      clients: [{ id: client }],
      responsible: null,
    });
  });

  test('search gives type, id, name, company, number and responsible', async () => {
    const { items } = await ask('GET /search?q=9161234567');
    expect(items).toEqual([
      { type: 'contact', id: client, name: 'Ivan Petrov', company: null, number: CLIENT, responsibleId: null },
    ]);
  });

  test('a blacklist entry, a token and a job have the fields of the contract', async () => {
    const block = await ask('POST /blacklist', { pattern: '+44701*', comment: 'traps' });
    expect(block).toMatchObject({
      id: expect.stringMatching(ID),
      pattern: '+44701*',
      comment: 'traps',
      expiresAt: null,
      hits: 0,
      createdBy: { name: 'Anna' },
    });
    expect(await ask('POST /tokens', { name: 'sync' })).toMatchObject({
      id: expect.stringMatching(ID),
      name: 'sync',
      token: expect.any(String),
    });
    const job = await office.ask(office.company.admin, 'POST /imports', { csv: 'name;phone\nOlga;+79160000001\n' });
    expect(job).toMatchObject({
      status: 202,
      body: { id: expect.stringMatching(ID), state: 'queued', done: 0, errors: [], result: null },
    });
  });

  test('DELETE answers 204 with nothing', async () => {
    const { id } = await ask('POST /blacklist', { pattern: '+44702*' });
    expect(await office.ask(office.company.admin, `DELETE /blacklist/${id}`)).toMatchObject({ status: 204, text: '' });
  });
});
