import type { LiveBoard } from '@carillon/contract';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { giveUpRequests } from '../src/features/dialling/give-up-requests.ts';
import { recordFacts } from '../src/features/calls/record-facts.ts';
import { type CallingOffice, callingOffice } from './support/calling-office.ts';
import type { OfficeServer, Person } from './support/phone-office.ts';

let calling: CallingOffice;
let other: OfficeServer;
let agent: Person;
let colleague: Person;
let admin: Person;
let next = 0;
/** A number nobody has called yet. */
const fresh = (): string => `+7916${String((next += 1)).padStart(7, '0')}`;

beforeAll(async () => {
  calling = await callingOffice();
  other = await calling.addServer();
  const { ring } = calling.office.company;
  ({ admin } = calling.office.company);
  [agent, colleague] = [ring['101'], ring['102']] as [Person, Person]; // the office has them
});
afterAll(() => calling.close());
afterEach(async () => {
  calling.mishap = {};
  for (const { id } of calling.cloud.inFlight()) calling.cloud.hangUp(id);
  await calling.pass(60); // every lock is over
});

const notPlaced = async (by: Person) => (await calling.office.ask(by, 'GET /dialling')).body.notPlaced;
/** What one browser of theirs is told. */
async function hear({ token }: Person): Promise<{ text: () => string; close: () => Promise<void> }> {
  const reply = await fetch(`${await calling.office.server.url()}/api/v1/live`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const reader = reply.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const read = async (): Promise<void> => {
    for (let piece = await reader?.read(); piece && !piece.done; piece = await reader?.read()) text += piece.value;
  };
  void read();
  await expect.poll(() => text).toContain('event: snapshot');
  return { text: () => text, close: async () => reader?.cancel() };
}
const read = async (id: string) => (await calling.office.ask(admin, `GET /calls/${id}`)).body;
const inJournal = async (id: string) => (await calling.office.journal()).filter((call) => call.id === id).length;
const giveUp = () => giveUpRequests({ db: calling.office.database.db, now: () => calling.clock.now(), recordFacts });
/** What supervisors see of them. */
const tileOf = async ({ id }: Person) => {
  const { employees }: LiveBoard = (await calling.office.ask(admin, 'GET /live-board')).body;
  return employees.find(({ user }) => user.id === id);
};
const lockOf = async (by: Person) => (await calling.office.ask(by, 'GET /dialling')).body.lock;
/** The callback that the cloud is working on. */
const callback = () => calling.cloud.inFlight().find(({ kind }) => kind === 'callback')?.id ?? '';

describe('a call that is placed', () => {
  test('3.3 3.7 my phone rings, then the client’s: one call from the click to its end, and only the end is believed', async () => {
    const to = fresh();
    const { status, body } = await calling.dial(agent, { to: `${to} доб. 12` });
    expect([status, body]).toMatchObject([
      202,
      { status: 'requested', origin: 'click', pbxCallId: null, clientNumber: to, dialAfterAnswer: '12' },
    ]);
    expect(calling.requests.at(-1)).toMatchObject({ from: '101', to: to.slice(1), sip: '101' });
    expect(await lockOf(agent)).toMatchObject({ callId: body.id, number: to, until: body.lockedUntil });
    expect(await inJournal(body.id)).toBe(0);
    await calling.pass(3);
    calling.cloud.answer(callback(), '101');
    await calling.pass(1);
    expect(await read(body.id)).toMatchObject({ status: 'ringing', pbxCallId: callback(), extension: '101', userId: agent.id });
    expect([await inJournal(body.id), await lockOf(agent)]).toEqual([1, null]);
    expect(await tileOf(agent)).toMatchObject({ state: 'ringing', call: { callId: body.id } });
    expect((await calling.office.ask(agent, 'GET /live/snapshot')).body.calls).toMatchObject([{ id: body.id, origin: 'click' }]);
    calling.cloud.answer(callback());
    await calling.pass(20);
    expect(await read(body.id)).toMatchObject({ status: 'talking', waitSeconds: null }); // the pages say "connecting"
    expect(await tileOf(agent)).toMatchObject({ state: 'connecting', call: { callId: body.id, clientNumber: to } });
    calling.cloud.hangUp(callback());
    await calling.pass(1);
    expect(await read(body.id)).toMatchObject({ status: 'answered', talkSeconds: 20, origin: 'click', answeredBy: agent.id });
    expect(await tileOf(agent)).toMatchObject({ state: 'free', call: null });
    await giveUp();
    expect((await read(body.id)).status).toBe('answered');
  });

  test('3.3 who calls by mobile is rung there, in the name of the extension; the browser says nothing of it', async () => {
    const to = fresh();
    await calling.office.ask(admin, `PATCH /users/${colleague.id}`, { callDevice: 'mobile' });
    expect((await calling.dial(colleague, to)).body.code).toBe('no-mobile');
    await calling.office.ask(admin, `PATCH /users/${colleague.id}`, { phones: ['+79030000102'] });
    expect((await calling.dial(colleague, { to, from: '103', sip: '103' })).status).toBe(202);
    expect(calling.requests.at(-1)).toMatchObject({ from: '79030000102', to: to.slice(1), sip: '102' });
    const phones = ['+79039999999', '+79030000103', '+79035555555'];
    expect((await calling.office.ask(admin, `PATCH /users/${colleague.id}`, { phones })).body.phones).toEqual(phones); // as they were typed
    expect((await calling.office.ask(colleague, 'GET /dialling')).body.rings).toBe(phones[0]);
    await calling.office.ask(admin, `PATCH /users/${colleague.id}`, { callDevice: 'desk', phones: [] });
  });

  test('3.7 3.9 the ANSWER of my own phone makes no talk of a client who is busy, and my leg’s own record is nobody’s call', async () => {
    const { behaviour } = calling.cloud;
    Object.assign(behaviour, { callbackAnswersOnFirstLeg: true, callbackRecords: 2 });
    const to = fresh();
    const { body } = await calling.dial(agent, to);
    await calling.pass(2);
    expect((await lockOf(agent))?.callId).toBe(body.id); // my own leg is no sign that the client is called
    const before = (await calling.office.journal()).length;
    calling.cloud.answer(callback(), '101');
    await calling.pass(5);
    expect((await read(body.id)).status).toBe('talking');
    calling.cloud.decline(callback(), to.slice(1));
    await calling.pass(1);
    Object.assign(behaviour, { callbackAnswersOnFirstLeg: false, callbackRecords: 1 });
    expect(await read(body.id)).toMatchObject({ status: 'busy', answeredAt: null, answeredBy: null, talkSeconds: null });
    expect((await calling.office.journal()).length).toBe(before + 1);
  });

  test('3.7 nobody picks up: the click is not placed after two minutes, and is no row of the journal', async () => {
    const { body } = await calling.dial(agent, fresh());
    await calling.pass(100);
    await giveUp();
    expect((await read(body.id)).status).toBe('requested');
    await calling.pass(21);
    expect([(await giveUp()) > 0, await giveUp()]).toEqual([true, 0]);
    expect(await read(body.id)).toMatchObject({ status: 'not-placed', pbxCallId: null });
    expect(await inJournal(body.id)).toBe(0);
  });

  test('3.7 whoever clicked is told that nothing came of it: at once, after a reload, and until they click again or it is dialled', async () => {
    const to = fresh();
    const contact = await calling.office.contact({ name: 'Nobody home', phones: [to] });
    const [mine, theirs] = [await hear(agent), await hear(colleague)];
    const { body } = await calling.dial(agent, to);
    expect(await notPlaced(agent)).toBeNull();
    await calling.pass(121);
    await giveUp();
    const client = { type: 'contact', id: contact, name: 'Nobody home' };
    await expect
      .poll(mine.text)
      .toMatch(new RegExp(`event: call.updated\\ndata: .*"id":"${body.id}".*"status":"not-placed".*"pbxCallId":null`));
    expect(await notPlaced(agent)).toMatchObject({ callId: body.id, number: to, client });
    expect((await calling.office.ask(agent, 'GET /live/snapshot')).body.notPlaced).toMatchObject({ callId: body.id });
    expect((await notPlaced(colleague))?.callId).not.toBe(body.id);
    expect(theirs.text()).not.toContain(body.id);
    await Promise.all([mine.close(), theirs.close()]);
    const again = await calling.dial(agent, fresh());
    expect(await notPlaced(agent)).toBeNull(); // the newer click is being placed
    await calling.pass(121);
    await giveUp();
    expect(await notPlaced(agent)).toMatchObject({ callId: again.body.id, client: null });
    await calling.pass(481);
    expect(await notPlaced(agent)).not.toBeNull();
    await calling.pass(120);
    expect(await notPlaced(agent)).toBeNull(); // that was ten minutes ago
  });

  test('3.7 what the provider refuses, or dials after we gave it up', async () => {
    calling.mishap = { answer: { status: 400, body: { status: 'error', message: 'No' } } };
    const refused = await calling.dial(agent, fresh());
    expect(await notPlaced(agent)).toMatchObject({ callId: refused.body.callId });
    calling.mishap = {};
    const to = fresh();
    const { body } = await calling.dial(agent, to);
    await calling.pass(119);
    const call = calling.office.outbound('101', to.slice(1)); // begins in time, and is told of late
    await calling.pass(2);
    await giveUp();
    expect(await notPlaced(agent)).toMatchObject({ callId: body.id });
    await calling.office.post(call.outStart());
    await calling.office.settle();
    expect(await notPlaced(agent)).toBeNull();
    await calling.office.post(call.outEnd({ disposition: 'busy', durationSeconds: 0 }));
    await calling.office.settle();
  });

  test('3.8 a call dialled on the phone frees the lock and stays the phone’s', async () => {
    const { body } = await calling.dial(agent, fresh());
    await calling.pass(1);
    const dialled = calling.cloud.dialFrom('101', fresh().slice(1));
    await calling.pass(1);
    expect(await lockOf(agent)).toBeNull();
    expect((await calling.office.call(dialled))?.origin).toBe('phone');
    expect((await read(body.id)).status).toBe('requested');
  });
});

describe('one call at a time', () => {
  test('3.5 twelve clicks at once on two servers ask the provider once', async () => {
    const to = fresh();
    const before = calling.requests.length;
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => calling.dial(agent, to, { server: n % 2 === 0 ? calling.office.server : other })),
    );
    const placed = answers.filter(({ status }) => status === 202);
    expect([placed.length, calling.requests.length - before]).toEqual([1, 1]);
    const refused = answers.filter(({ status }) => status === 409).map(({ body }) => body);
    expect(refused.length).toBe(11);
    for (const body of refused) expect(body).toMatchObject({ code: 'already-dialling', callId: placed[0]?.body.id });
  });

  test('3.4 the lock lasts 45 s, and a colleague has their own', async () => {
    await calling.dial(agent, fresh());
    expect((await calling.dial(colleague, fresh())).status).toBe(202);
    await calling.pass(44);
    expect((await calling.dial(agent, fresh())).body.code).toBe('already-dialling');
    await calling.pass(1);
    expect((await calling.dial(agent, fresh())).status).toBe(202);
  });

  test('3.5 the same Idempotency-Key is the same call: at once, after an unknown outcome, and for no other number', async () => {
    const to = fresh();
    const before = calling.requests.length;
    calling.mishap = { lose: true };
    const first = await calling.dial(agent, to, { key: 'one' });
    expect([first.status, first.body.code]).toEqual([504, 'unknown-outcome']);
    calling.mishap = {};
    await calling.pass(90); // long after the lock
    const again = await calling.dial(agent, to, { key: 'one', server: other });
    expect([again.status, again.body.id, calling.requests.length - before]).toEqual([202, first.body.callId, 1]);
    expect((await calling.dial(agent, fresh(), { key: 'one' })).body.code).toBe('idempotency-mismatch');
    const both = await Promise.all([
      calling.dial(colleague, to, { key: 'two' }),
      calling.dial(colleague, to, { key: 'two', server: other }),
    ]);
    expect(new Set(both.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(calling.requests.length - before).toBe(2);
  });
});

describe('a call that is not placed', () => {
  test.each<[what: string, mishap: CallingOffice['mishap'], status: number, problem: object]>([
    [
      'too many requests',
      {
        answer: {
          status: 429,
          body: { status: 'error', message: 'You exceeded the rate limit' },
          headers: { 'retry-after': '17' },
        },
      },
      429,
      { code: 'provider-limit', retryAfterSeconds: 17 },
    ],
    [
      'too many requests, told with 200',
      { answer: { status: 200, body: { status: 'error', message: 'You exceeded the rate limit' } } },
      429,
      { code: 'provider-limit', retryAfterSeconds: 60 },
    ],
    [
      'a refusal',
      { answer: { status: 400, body: { status: 'error', message: 'to cannot be equal to Callerid' } } },
      502,
      { code: 'provider-refused', providerMessage: 'to cannot be equal to Callerid' },
    ],
    [
      'keys that were re-issued',
      { answer: { status: 401, body: { status: 'error', message: 'Not authorized' } } },
      502,
      { code: 'provider-refused' },
    ],
    ['a provider nobody reaches', { refuse: true }, 502, { code: 'provider-unavailable' }],
  ])('3.4 %s: said in its words, nothing rings, and the next click may try', async (_what, mishap, status, problem) => {
    calling.mishap = mishap;
    const before = calling.requests.length;
    const refused = await calling.dial(agent, fresh(), { key: `refused ${next}` });
    expect([refused.status, refused.body]).toMatchObject([status, problem]);
    expect(calling.requests.length - before).toBe(1); // never an automatic retry
    expect(await lockOf(agent)).toBeNull();
    calling.mishap = {};
    expect((await calling.dial(agent, fresh())).status).toBe(202);
  });

  test.each<[what: string, mishap: CallingOffice['mishap']]>([
    ['a time-out', { lose: true }],
    ['a 500', { answer: { status: 500, body: { status: 'error', message: 'Internal' } } }],
    ['no JSON but a good status', { answer: { status: 200, body: [] } }],
  ])('3.4 %s: nobody knows, so the call stays asked for, locked, and is not asked for again', async (_what, mishap) => {
    calling.mishap = mishap;
    const before = calling.requests.length;
    const { status, body } = await calling.dial(agent, fresh());
    expect([status, body.code]).toEqual([504, 'unknown-outcome']);
    expect([(await read(body.callId)).status, (await lockOf(agent))?.callId]).toEqual(['requested', body.callId]);
    calling.mishap = {};
    expect((await calling.dial(agent, fresh())).body.code).toBe('already-dialling');
    expect(calling.requests.length - before).toBe(1);
  });

  test('3.4 after a time-out the PBX’s own word tells what became of it', async () => {
    calling.mishap = { lose: true };
    const { body } = await calling.dial(agent, fresh());
    await calling.pass(1);
    calling.cloud.answer(callback(), '101');
    await calling.pass(1);
    expect(await read(body.callId)).toMatchObject({ id: body.callId, status: 'ringing', origin: 'click' });
  });

  test('3.7 a refusal that comes after the PBX has dialled refuses nothing', async () => {
    const to = fresh();
    const told = calling.office.outbound('101', to);
    calling.mishap = {
      before: async () => {
        await calling.office.post(told.outStart());
        await calling.office.settle();
      },
      answer: { status: 400, body: { status: 'error', message: 'late' } },
    };
    const { status, body } = await calling.dial(agent, to);
    expect([status, body.status, body.pbxCallId]).toEqual([202, 'ringing', told.pbxCallId]);
  });

  test.each<[what: string, to: string, status: number, code: string]>([
    ['a word', 'mother', 422, 'bad-number'],
    ['an extension', '102', 422, 'bad-number'],
    ['too many digits', '+799999999999999999', 422, 'bad-number'],
    ['our own number', '8 (495) 111-22-33', 422, 'own-number'],
    ['nothing', '', 422, 'invalid'],
  ])('3.4 %s is not called', async (_what, to, status, code) => {
    const before = calling.requests.length;
    const refused = await calling.dial(agent, to);
    expect([refused.status, refused.body.code, calling.requests.length - before]).toEqual([status, code, 0]);
  });

  test('3.1 3.4 without an extension or a connection nobody calls, and is told why beforehand', async () => {
    expect((await calling.dial(admin, fresh())).body.code).toBe('no-extension');
    expect((await calling.office.ask(admin, 'GET /dialling')).body).toMatchObject({
      ready: false,
      because: 'no-extension',
      rings: null,
    });
    const stranger = await calling.office.addCompany('unconnected', null);
    expect((await calling.dial(stranger.ring['101'] as Person, fresh())).body.code).toBe('not-connected'); // every company has one
    expect((await calling.office.ask(null, 'POST /calls', { to: fresh() })).status).toBe(401);
  });
});
