import type { LiveCall, LiveSnapshot } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DID, openOffice, type Person, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
let anna: Person;
let boris: Person;
beforeAll(async () => {
  office = await openOffice();
  anna = office.company.ring['101'] as Person;
  boris = office.company.ring['102'] as Person; // the office has 101 to 103
});
afterAll(() => office.close());

let lastNumber = 79_030_000_000;
const newNumber = (): string => `+${(lastNumber += 1)}`;
const snapshot = async (person: Person): Promise<LiveSnapshot> => (await office.ask(person, 'GET /live/snapshot')).body;
async function liveCall(person: Person, pbxCallId: string): Promise<LiveCall | undefined> {
  await office.settle();
  return (await snapshot(person)).calls.find((call) => call.pbxCallId === pbxCallId);
}
async function idOf(pbxCallId: string): Promise<string> {
  await office.settle();
  return (await office.call(pbxCallId))?.id as string; // it was folded just now
}

async function talk(number: string, seconds = 20, extension = '101'): Promise<string> {
  const call = office.inbound(number);
  await office.play([call.start(), call.internal(extension), call.answer(extension)]);
  office.clock.pass(seconds);
  await office.play([call.end({ internal: extension, durationSeconds: seconds })]);
  return call.pbxCallId;
}

describe('4.4 what matters now', () => {
  test('shows name, company, responsible, our line, open deals with their stage, and the most urgent task, to whoever rings', async () => {
    const number = newNumber();
    const company = await office.ask(office.company.admin, 'POST /companies', { name: 'ООО «Ромашка»' });
    const contact = await office.contact({
      name: 'Иван Петров',
      phones: [number],
      companyId: company.body.id,
      responsibleId: boris.id,
    });
    await office.within(async (tx) => {
      const w = office.company.workspaceId;
      const [pipeline, open, won, deal] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
      const at = office.clock.now();
      await sql`insert into pipelines (workspace_id, id, name) values (${w}, ${pipeline}, 'Sales')`.execute(tx);
      await sql`insert into stages (workspace_id, id, pipeline_id, name, position, kind)
        values (${w}, ${open}, ${pipeline}, 'Offer', 1, 'open'), (${w}, ${won}, ${pipeline}, 'Won', 2, 'won')`.execute(tx);
      await sql`insert into deals (workspace_id, id, title, amount, pipeline_id, stage_id, contact_id, company_id, closed_at) values
        (${w}, ${deal}, 'Roof', 120000, ${pipeline}, ${open}, ${contact}, ${company.body.id}, null),
        (${w}, ${uuidv7()}, 'Old one', 1, ${pipeline}, ${won}, ${contact}, null, ${at})`.execute(tx);
      await sql`insert into tasks (workspace_id, id, title, due_at, about_type, about_id, done_at) values
        (${w}, ${uuidv7()}, 'Send the offer', ${new Date(+at - 3_600_000)}, 'deal', ${deal}, null),
        (${w}, ${uuidv7()}, 'Say hello', null, 'contact', ${contact}, null),
        (${w}, ${uuidv7()}, 'Done long ago', ${at}, 'contact', ${contact}, ${at})`.execute(tx);
    });
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101')]);
    expect(await liveCall(anna, call.pbxCallId)).toMatchObject({
      clientNumber: number,
      did: `+${DID}`,
      didLabel: 'Main',
      ringing: true,
      clients: [{ name: 'Иван Петров', company: 'ООО «Ромашка»', primary: true }],
      responsible: { name: 'Agent 102' },
      deals: [{ title: 'Roof', stage: 'Offer', amount: '120000.00', currency: 'RUB' }],
      tasks: [{ title: 'Send the offer' }, { title: 'Say hello' }],
      lastCall: null,
      recent: null,
      returnsCallAt: null,
      exception: null,
      created: null,
    });
    expect(await liveCall(boris, call.pbxCallId)).toBeUndefined();
    await office.play([call.missed()]);
  });

  test('a deal made from the pop-up stands in it at once, and says which call it came from', async () => {
    const number = newNumber();
    const contactId = await office.contact({ name: 'Fedorova', phones: [number] });
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101')]);
    const before = await liveCall(anna, call.pbxCallId);
    const made = await office.ask(anna, 'POST /deals', { title: 'Roof', contactId, callId: before?.id });
    expect([made.status, made.body.originCallId]).toEqual([201, before?.id]);
    const after = await liveCall(anna, call.pbxCallId);
    expect(after?.deals).toMatchObject([{ title: 'Roof' }]);
    expect(after?.version).toBeGreaterThan(before?.version ?? 0); // everybody who holds the call is told
    const stranger = await office.addCompany('another');
    const theirs = await office.ask(stranger.admin, 'POST /deals', { title: 'Roof', callId: before?.id });
    expect([theirs.status, theirs.body.errors]).toMatchObject([422, [{ pointer: '/callId' }]]);
    await office.play([call.missed()]);
  });

  test('counts calls of the last half hour, and tells when I last dialled this number, to me alone', async () => {
    const number = newNumber();
    const dialled = office.outbound('101', number);
    await office.play([dialled.outStart(), dialled.outEnd()]);
    const first = office.inbound(number);
    await office.play([first.start(), first.internal('101'), first.missed()]);
    await office.settle();
    const firstAt = (await office.call(first.pbxCallId))?.startedAt;
    office.clock.pass(240);
    const second = office.inbound(number);
    await office.play([second.start(), second.internal('101'), second.internal('102')]);
    expect(await liveCall(anna, second.pbxCallId)).toMatchObject({
      callsBefore: 2,
      recent: { count: 2, since: firstAt },
      lastCall: { direction: 'inbound', status: 'missed' },
      returnsCallAt: (await office.call(dialled.pbxCallId))?.startedAt,
    });
    expect(await liveCall(boris, second.pbxCallId)).toMatchObject({ recent: { count: 2 }, returnsCallAt: null });
    await office.play([second.missed()]);
  });

  test('10.8 names an exception by its comment, also when a mask covers it', async () => {
    await office.within(async (tx) => {
      await sql`insert into number_exceptions (workspace_id, id, pattern, comment) values (${office.company.workspaceId}, ${uuidv7()}, '+7499*', 'Courier')`.execute(
        tx,
      );
    });
    const call = office.inbound('+74991234567');
    await office.play([call.start(), call.internal('101')]);
    expect(await liveCall(anna, call.pbxCallId)).toMatchObject({ exception: 'Courier', clients: [] });
    await office.play([call.missed()]);
  });

  test('remembers who of several clients it was: the next call of the number begins with the same one', async () => {
    const number = newNumber();
    const a = await office.contact({ name: 'Husband', phones: [number] });
    const b = await office.contact({ name: 'Wife', phones: [number] });
    const first = office.inbound(number);
    await office.play([first.start(), first.internal('101')]);
    const before = await liveCall(anna, first.pbxCallId);
    expect(before?.clients.map(({ primary }) => primary)).toEqual([true, false]);
    const other = before?.clients[1]?.id as string; // there are two
    expect([a, b]).toContain(other);
    expect((await office.ask(anna, `PUT /calls/${before?.id}/clients/contact/${other}`)).status).toBe(200);
    expect((await liveCall(anna, first.pbxCallId))?.clients[0]?.id).toBe(other);
    await office.play([first.missed()]);
    const second = office.inbound(number);
    await office.play([second.start(), second.internal('102')]);
    expect((await liveCall(boris, second.pbxCallId))?.clients[0]).toMatchObject({ id: other, primary: true });
    await office.play([second.missed()]);
  });
});

describe('4.7 where a redirected call is', () => {
  test('my ring ends by the clock, then the call goes on to the group and I still see it until somebody takes it', async () => {
    const number = newNumber();
    await office.features({ routeToResponsible: { enabled: true, returnTimeoutSeconds: 15 } });
    await office.contact({ name: 'Client of Anna', phones: [number], responsibleId: anna.id });
    const call = office.inbound(number);
    const [answer] = await office.play([call.start()], 0);
    expect(answer?.body).toMatchObject({ redirect: '101' });
    await office.post(call.internal('101'));
    const rangAt = +office.clock.now();
    const ringing = await liveCall(anna, call.pbxCallId);
    expect(ringing).toMatchObject({ ringing: true, ring: 1 });
    expect(Math.abs(Date.parse(ringing?.ringEndsAt as string) - (rangAt + 17_000))).toBeLessThan(50);
    office.clock.pass(18);
    expect(await liveCall(anna, call.pbxCallId)).toMatchObject({ ringing: false, status: 'ringing' });
    await office.post(call.internal('102'));
    expect(await liveCall(anna, call.pbxCallId)).toMatchObject({ ringing: false, ringEndsAt: null, status: 'ringing' });
    expect(await liveCall(boris, call.pbxCallId)).toMatchObject({ ringing: true, ringEndsAt: null });
    office.clock.pass(1);
    await office.post(call.answer('102'));
    expect(await liveCall(anna, call.pbxCallId)).toBeUndefined();
    expect(await liveCall(boris, call.pbxCallId)).toMatchObject({ status: 'talking', ringing: false });
    await office.play([call.end({ internal: '102' })]);
    await office.features({ routeToResponsible: { enabled: false } });
  });
});

describe('4.6 after the talk', () => {
  test('a talk of ten seconds waits for its result for ten minutes, until somebody says it or I wave it away', async () => {
    const waits = async () => (await snapshot(anna)).talked.map(({ pbxCallId }) => pbxCallId);
    office.clock.pass(3600); // whatever was said before is no longer asked for
    const [short, said, waved, old] = [
      await talk(newNumber(), 5),
      await talk(newNumber()),
      await talk(newNumber()),
      await talk(newNumber(), 10),
    ];
    await office.settle();
    expect(await waits()).toEqual([said, waved, old]);
    expect(await waits()).not.toContain(short);
    expect((await office.ask(anna, `PATCH /calls/${await idOf(said)}`, { outcome: 'Order' })).status).toBe(200);
    expect(await waits()).toEqual([waved, old]);
    const { talked } = await snapshot(anna);
    expect(await office.ask(anna, `PUT /live/dismissals/${talked[0]?.id}`, { ring: talked[0]?.ring })).toMatchObject({
      status: 204,
    });
    expect(await waits()).toEqual([old]);
    expect((await snapshot(boris)).talked).toEqual([]);
    office.clock.pass(601);
    expect(await waits()).toEqual([]);
  });

  test('4.12 offers the outcomes of the workspace, which agents cannot change', async () => {
    const items = async () => (await office.ask(anna, 'GET /call-outcomes')).body.items;
    expect(await items()).toContain('Думает');
    expect((await office.ask(anna, 'PUT /call-outcomes', { items: ['x'] })).status).toBe(403);
    const changed = await office.ask(office.company.admin, 'PUT /call-outcomes', { items: [' Sold ', 'Sold', '', 'Later'] });
    expect([changed.status, changed.body.items]).toEqual([200, ['Sold', 'Later']]);
    expect(await items()).toEqual(['Sold', 'Later']);
    const stranger = await office.addCompany('stranger');
    expect((await office.ask(stranger.admin, 'GET /call-outcomes')).body.items).not.toContain('Sold');
  });
});

describe('4.12 notes while talking', () => {
  test('a note grows under one id, however often it is told; only its author writes on', async () => {
    const call = office.inbound(newNumber());
    await office.play([call.start(), call.internal('101'), call.internal('102'), call.answer('101')]);
    const id = await idOf(call.pbxCallId);
    const note = uuidv7();
    const texts = ['Ask', 'Asks for', 'Asks for an offer'];
    await Promise.all(texts.map((text) => office.ask(anna, `PUT /calls/${id}/notes/${note}`, { text })));
    await office.ask(anna, `PUT /calls/${id}/notes/${note}`, { text: 'Asks for an offer' });
    expect((await liveCall(anna, call.pbxCallId))?.notes).toMatchObject([
      { id: note, text: 'Asks for an offer', author: { id: anna.id } },
    ]);
    expect((await office.ask(boris, `PUT /calls/${id}/notes/${note}`, { text: 'mine' })).status).toBe(404);
    const again = await talk(newNumber());
    expect((await office.ask(anna, `PUT /calls/${await idOf(again)}/notes/${note}`, { text: 'moved' })).status).toBe(404);
    expect((await office.ask(boris, `PUT /calls/${id}/notes/${note}`, { text: '' })).status).toBe(200);
    expect((await liveCall(anna, call.pbxCallId))?.notes).toHaveLength(1);
    await office.ask(anna, `PUT /calls/${id}/notes/${note}`, { text: ' ' });
    expect((await liveCall(anna, call.pbxCallId))?.notes).toEqual([]);
    await office.play([call.end({ internal: '101' })]);
  });

  test('4.7 the next employee sees the notes so far, and who hands the call on', async () => {
    const call = office.inbound(newNumber());
    await office.play([call.start(), call.internal('101'), call.answer('101')]);
    await office.ask(anna, `POST /calls/${await idOf(call.pbxCallId)}/notes`, { text: 'Wants a roof' });
    await office.play([call.internal('102', '101')]);
    expect(await liveCall(boris, call.pbxCallId)).toMatchObject({
      ringing: true,
      transferFrom: '101',
      transferFromUser: { id: anna.id },
      notes: [{ text: 'Wants a roof', author: { id: anna.id } }],
    });
    await office.play([call.answer('102', '101'), call.end({ internal: '101', lastInternal: '102' })]);
  });
});
