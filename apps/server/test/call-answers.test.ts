import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { sql } from 'kysely';
import { CLIENT, DID, openOffice, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
let ivan: string;
beforeAll(async () => {
  office = await openOffice();
  ivan = await office.contact({ name: 'Иван Петров', phones: [CLIENT], responsibleId: office.company.ring['101']?.id });
});
afterAll(() => office.close());

const OFF = {
  autoCreate: {},
  routeToResponsible: { enabled: false, rehearsal: false, returnTimeoutSeconds: 15 },
  callerName: { enabled: false },
  blacklist: { enabled: false, reply: 'busy', hiddenNumbers: false },
};
const STRANGER = '+79037654321';
const LISTED = '+79031112233';
beforeEach(async () => {
  await office.features(OFF);
  office.clock.pass(3600);
});

const block = async (pattern: string, more: object = {}) => {
  const { status, text, body } = await office.ask(office.company.admin, 'POST /blacklist', { pattern, ...more });
  if (status !== 201) throw new Error(text);
  return body.id as string;
};
const asked = async (callerId: string) =>
  (
    await office.ask(office.company.admin, 'POST /telephony/decision', {
      callerId,
      did: DID,
      at: office.clock.now().toISOString(),
    })
  ).body;
/** Rings, and looks before that what would happen (7.9). */
async function ring(callerId: string) {
  const foreseen = await asked(callerId);
  const call = office.inbound(callerId);
  const answer = await office.post(call.start());
  await office.settle();
  expect(foreseen.reply).toEqual(answer.body);
  const row = await office.call(call.pbxCallId);
  if (row?.decision) expect([row.decision.because, row.decision.reply]).toEqual([foreseen.because, answer.body]);
  return { call, answer, row };
}

describe('the order at NOTIFY_START', () => {
  beforeAll(async () => {
    await block(LISTED, { comment: 'spam' });
    await office.contact({ name: 'Listed Client', phones: [LISTED], responsibleId: office.company.ring['102']?.id });
  });

  const both = { redirect: '101', return_timeout: 15, caller_name: 'Ivan Petrov' };
  test.each<[given: string, caller: string, on: { route: boolean; name: boolean }, body: object]>([
    ['10.3 listed, whatever else is on', LISTED, { route: true, name: true }, { redirect: 'blacklist' }],
    ['10.3 listed, everything else off', LISTED, { route: false, name: false }, { redirect: 'blacklist' }],
    ['7.3 unknown', STRANGER, { route: true, name: true }, {}],
    ['7.1 known, 7 on', CLIENT, { route: true, name: false }, { redirect: '101', return_timeout: 15 }],
    ['8.1 known, 8 on', CLIENT, { route: false, name: true }, { caller_name: 'Ivan Petrov' }],
    ['8.1 known, 7 and 8 on', CLIENT, { route: true, name: true }, both],
    ['known, both off', CLIENT, { route: false, name: false }, {}],
  ])('%s', async (_given, caller, { route, name }, body) => {
    await office.features({
      routeToResponsible: { enabled: route },
      callerName: { enabled: name },
      blacklist: { enabled: true },
    });
    const { call, answer } = await ring(caller);
    expect([answer.status, answer.body]).toEqual([200, body]);
    expect(answer.headers['content-type']).toBe('application/json');
    expect(answer.text).toBe(JSON.stringify(answer.body));
    await office.play([call.missed()]);
    await office.settle();
  });

  test('10.6 a list that is off blocks nobody and is kept', async () => {
    const { call, answer } = await ring(LISTED);
    expect(answer.body).toEqual({});
    await office.play([call.missed()]);
    expect((await office.ask(office.company.admin, 'GET /blacklist')).body.items).toHaveLength(1);
  });
});

describe('7 to the responsible', () => {
  test('7.7 the decision is kept on the call: why, what left, and how long it took', async () => {
    await office.features({ routeToResponsible: { enabled: true } });
    const { call, row } = await ring(CLIENT);
    expect(row?.decision).toMatchObject({
      because: 'responsible',
      rehearsal: false,
      reply: { redirect: '101', return_timeout: 15 },
    });
    expect(row?.decision?.milliseconds).toBeGreaterThan(0);
    await office.play([call.missed()]);
  });

  test('7.8 a repeated START gets the first answer, whatever was changed meanwhile', async () => {
    await office.features({ routeToResponsible: { enabled: true } });
    const { call, answer } = await ring(CLIENT);
    await office.features({ routeToResponsible: { enabled: false }, callerName: { enabled: true } });
    office.clock.pass(10);
    expect((await office.post(call.start())).body).toEqual(answer.body);
    await office.settle();
    expect((await office.call(call.pbxCallId))?.decision).toMatchObject({ reply: answer.body });
    await office.play([call.missed()]);
  });

  test('7.10 a rehearsal decides, keeps and answers {}', async () => {
    await office.features({ routeToResponsible: { enabled: true, rehearsal: true } });
    const { call, answer, row } = await ring(CLIENT);
    expect(answer.text).toBe('{}');
    expect(row?.decision).toMatchObject({ because: 'responsible', rehearsal: true, reply: {} });
    await office.play([call.missed()]);
  });

  test('7.6 the responsible is talking: the ordinary scenario', async () => {
    await office.features({ routeToResponsible: { enabled: true } });
    const busy = office.inbound(STRANGER);
    await office.play([busy.start(), busy.internal('101'), busy.answer('101')]);
    await office.settle();
    const { call, row } = await ring(CLIENT);
    expect(row?.decision?.because).toBe('responsible-busy');
    await office.play([call.missed(), busy.end({ internal: '101' })]);
    await office.settle();
    const again = await ring(CLIENT);
    expect(again.answer.body).toMatchObject({ redirect: '101' });
    await office.play([again.call.missed()]);
  });

  test.each([
    ['hidden', 'anonymous', 'hidden-caller'],
    ['hidden as 0', '0', 'hidden-caller'],
    ['hidden as nothing', '', 'hidden-caller'],
    ['an extension', '102', 'short-number'],
    ['a short number', '0911', 'short-number'],
    ['one of our own numbers', `+${DID}`, 'own-number'],
  ])('7.3 no client and no redirect: the caller is %s', async (_given, callerId, because) => {
    await office.features({ routeToResponsible: { enabled: true }, callerName: { enabled: true } });
    const { call, answer, row } = await ring(callerId);
    expect(answer.body).toEqual({});
    if (row) expect(row).toMatchObject({ clients: [], decision: { because } });
    if (because !== 'own-number') expect(row?.clientNumber).toBeNull();
    await office.play([call.missed()]);
  });

  test('3.9 7.3 an employee’s mobile is no client, though a card has its number', async () => {
    const mobile = '+79265554433';
    await office.contact({ name: 'Anna herself', phones: [mobile], responsibleId: office.company.ring['101']?.id });
    await office.ask(office.company.admin, `PATCH /users/${office.company.admin.id}`, { phones: [mobile] });
    await office.features({ routeToResponsible: { enabled: true } });
    const { call, answer } = await ring(mobile);
    await office.settle();
    expect(answer.body).toEqual({});
    expect(await office.call(call.pbxCallId)).toMatchObject({ direction: 'internal', clients: [] });
    expect((await office.journal()).map(({ pbxCallId }) => pbxCallId)).not.toContain(call.pbxCallId);
    await office.play([call.missed()]);
  });

  test('8.4 F12 several clients with one number are all shown, the phone says how many', async () => {
    const shared = '+79161110000';
    for (const name of ['Anna First', 'Boris Second'])
      await office.contact({ name, phones: [shared], responsibleId: office.company.ring['103']?.id });
    await office.features({ routeToResponsible: { enabled: true }, callerName: { enabled: true } });
    const { call, answer, row } = await ring(shared);
    expect(answer.body).toMatchObject({ redirect: '103', caller_name: expect.stringMatching(/^(Anna First|Boris Second) \+1$/) });
    expect(row?.clients.map(({ because, primary }) => [because, primary])).toEqual([
      ['number', true],
      ['number', false],
    ]);
    await office.play([call.missed()]);
  });

  test('F6 the number is found however the PBX writes it', async () => {
    await office.features({ callerName: { enabled: true } });
    for (const callerId of ['+79161234567', '79161234567', '89161234567', '9161234567', '+7 916 123-45-67']) {
      const { call, row } = await ring(callerId);
      expect(row?.clients.map(({ id }) => id)).toEqual([ivan]);
      await office.play([call.missed()]);
    }
  });
});

describe('10 the blacklist', () => {
  const hits = async (id: string): Promise<number> => {
    const { rows } = await office.within((tx) =>
      sql<{
        hits: number;
      }>`select hits from number_blocks where workspace_id = ${office.company.workspaceId} and id = ${id}`.execute(tx),
    );
    return rows[0]?.hits ?? -1;
  };

  test('10.3 10.5 hits are counted once a call; the row is blocked and ended; a later INTERNAL makes it ordinary', async () => {
    const number = '+79039990000';
    const id = await block(number);
    await office.features({ blacklist: { enabled: true } });
    const { call, row } = await ring(number);
    expect(row).toMatchObject({
      status: 'blocked',
      endedAt: expect.any(String),
      participants: [],
      decision: { because: 'blacklisted' },
    });
    office.clock.pass(5);
    await office.post(call.start());
    await office.settle();
    expect(await hits(id)).toBe(1);
    expect((await office.ask(office.company.ring['101'] ?? null, 'GET /live/snapshot')).body.calls).toEqual([]);
    await office.post(call.internal('101'));
    await office.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({ status: 'ringing', endedAt: null });
    expect((await office.ask(office.company.ring['101'] ?? null, 'GET /live/snapshot')).body.calls).toHaveLength(1);
    await office.play([call.missed()]);
    await ring(number);
    expect(await hits(id)).toBe(2);
  });

  test('10.3 the other way to refuse', async () => {
    await office.features({ blacklist: { enabled: true, reply: 'hangup' } });
    expect((await ring(LISTED)).answer.text).toBe('{"hangup":1}');
  });

  test('10.1 10.4 a mask covers its numbers and no others; an expired entry nobody', async () => {
    await block('+44701*');
    await block('+79031119999', { expiresAt: new Date(+office.clock.now() + 60_000).toISOString() });
    await office.features({ blacklist: { enabled: true } });
    expect((await ring('+447011234567')).answer.body).toEqual({ redirect: 'blacklist' });
    expect((await ring('+447021234567')).answer.body).toEqual({});
    expect((await ring('+79031119999')).answer.body).toEqual({ redirect: 'blacklist' });
    office.clock.pass(61);
    expect((await ring('+79031119999')).answer.body).toEqual({});
  });

  test('10.4 hidden numbers are refused where that is wished', async () => {
    await office.features({ blacklist: { enabled: true, hiddenNumbers: true } });
    const { answer, row } = await ring('anonymous');
    expect(answer.body).toEqual({ redirect: 'blacklist' });
    expect(row).toMatchObject({ status: 'blocked', clientNumber: null });
  });
});
