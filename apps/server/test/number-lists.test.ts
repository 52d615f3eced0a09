import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DID, openOffice, type PhoneOffice, type Posted } from './support/phone-office.ts';
import { clientsOf, freshNumber } from './support/records.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
  await office.features({ autoCreate: { inbound: { enabled: true } }, blacklist: { enabled: true } });
});
afterAll(() => office.close());

let number: string;
beforeEach(() => {
  number = freshNumber();
  office.clock.pass(60);
});

const agent = () => office.company.ring['101'] ?? office.company.admin;
const admin = (line: string, body?: object): Promise<Posted> => office.ask(office.company.admin, line, body);

/** An unknown number rings at 101, and makes a lead. */
async function rung(caller = number) {
  const call = office.inbound(caller);
  await office.play([call.start(), call.internal('101')]);
  await office.settle();
  return call;
}

describe('10.8 exceptions', () => {
  test('10.8 one click from the pop-up archives the untouched lead, and the label is shown; undo brings it back', async () => {
    const call = await rung();
    const [lead] = await clientsOf(office, number);
    const id = (await office.call(call.pbxCallId))?.id;
    const made = await office.ask(agent(), 'POST /exceptions', { pattern: number, comment: 'Courier', callId: id });
    expect([made.status, made.body.pattern, made.body.comment]).toEqual([201, number, 'Courier']);
    expect(await clientsOf(office, number)).toMatchObject([{ id: lead?.id, archived: true }]);
    expect((await admin(`GET /exceptions?q=courier`)).body.items).toMatchObject([{ id: made.body.id, hits: 0 }]);
    expect((await office.ask(agent(), `DELETE /exceptions/${made.body.id}`)).status).toBe(204);
    expect(await clientsOf(office, number)).toMatchObject([{ id: lead?.id, archived: false }]);
    expect((await admin(`DELETE /exceptions/${made.body.id}`)).status).toBe(404);
  });

  test('10.8 a touched lead, and a client, stay; no agent may call them no clients', async () => {
    await rung();
    const [lead] = await clientsOf(office, number);
    expect((await admin(`PATCH /leads/${lead?.id}`, { name: 'Petrov' })).status).toBe(200);
    expect((await office.ask(agent(), 'POST /exceptions', { pattern: number })).body.code).toBe('forbidden');
    expect((await office.ask(agent(), 'POST /exceptions', { pattern: '+79215*' })).body.code).toBe('forbidden');
    expect((await office.ask(agent(), 'GET /exceptions')).status).toBe(403);
    expect((await admin('POST /exceptions', { pattern: number })).status).toBe(201);
    expect(await clientsOf(office, number)).toMatchObject([{ id: lead?.id, archived: false }]);
  });

  test('10.8 its calls make no lead, and are counted once each, whatever is told twice', async () => {
    expect((await admin('POST /exceptions', { pattern: number, comment: 'Bank' })).status).toBe(201);
    for (let n = 0; n < 2; n += 1) {
      const call = office.inbound(number);
      await office.play([call.start(), call.internal('101'), call.missed(), call.missed(), call.internal('101')]);
      await office.settle();
    }
    expect(await clientsOf(office, number)).toEqual([]);
    expect((await admin(`GET /exceptions?q=${number.slice(1)}`)).body.items).toMatchObject([{ hits: 2 }]);
  });

  test('10.8 a deal and a task of automation go and come back with it', async () => {
    await office.features({ autoCreate: { inbound: { create: 'deal' } } });
    await rung();
    await office.features({ autoCreate: { inbound: { create: 'task' } } });
    const second = freshNumber();
    await rung(second);
    await office.features({ autoCreate: { inbound: { create: 'lead' } } });
    const [contact] = await clientsOf(office, number);
    const open = async () => {
      const { rows } = await office.within((tx) =>
        sql<{ n: number }>`select (select count(*)::int from deals where contact_id = ${contact?.id} and archived_at is null)
          + (select count(*)::int from tasks where done_at is null and title = ${second.replace(/(\+7)(...)(...)(..)(..)/, '$1 $2 $3-$4-$5')}) as n`.execute(
          tx,
        ),
      );
      return rows[0]?.n;
    };
    expect(await open()).toBe(2);
    const made = [await admin('POST /exceptions', { pattern: number }), await admin('POST /exceptions', { pattern: second })];
    expect(await open()).toBe(0);
    for (const { body } of made) await admin(`DELETE /exceptions/${body.id}`);
    expect(await open()).toBe(2);
  });

  test('10.8 whoever waits to be called back is no longer waited for; undo reminds again', async () => {
    await office.features({ autoCreate: { inbound: { enabled: false } }, missedCalls: { enabled: true, as: 'task' } });
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101'), call.missed()]);
    await office.settle();
    const waiting = async () =>
      (await admin('GET /missed-calls?open=true')).body.items.map(({ callerNumber }: { callerNumber: string }) => callerNumber);
    expect(await waiting()).toEqual([number]);
    const made = await admin('POST /exceptions', { pattern: number });
    expect(await waiting()).toEqual([]);
    await admin(`DELETE /exceptions/${made.body.id}`);
    expect(await waiting()).toEqual([number]);
    await office.features({ autoCreate: { inbound: { enabled: true } }, missedCalls: { enabled: false } });
  });

  test('10.8 is there once, and never ours; a mask covers all that begin alike', async () => {
    const both = await Promise.all([
      admin('POST /exceptions', { pattern: number }),
      admin('POST /exceptions', { pattern: number }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409]);
    expect((await admin('POST /exceptions', { pattern: DID })).body.code).toBe('own-number');
    expect((await admin('POST /exceptions', { pattern: '12' })).body.errors[0].pointer).toBe('/pattern');
    const caller = '+79219998877';
    await rung(caller);
    expect((await admin('POST /exceptions', { pattern: '+7921999*' })).status).toBe(201);
    expect(await clientsOf(office, caller)).toMatchObject([{ archived: true }]);
  });

  test('10.8 of another company has no effect here', async () => {
    const company = await office.addCompany('neighbour');
    const made = await office.ask(company.admin, 'POST /exceptions', { pattern: number });
    expect(made.status).toBe(201);
    expect((await admin(`DELETE /exceptions/${made.body.id}`)).status).toBe(404);
    await rung();
    expect(await clientsOf(office, number)).toHaveLength(1);
  });
});

describe('10 the blacklist', () => {
  test('10.2 a number an agent blocks is told to the supervisors, with the call; a client’s number is not for agents', async () => {
    await office.contact({ name: 'Client', phones: [number] });
    expect((await office.ask(agent(), 'POST /blacklist', { pattern: number })).body.code).toBe('forbidden');
    expect((await admin('POST /blacklist', { pattern: number })).status).toBe(201);
    const stranger = freshNumber();
    const call = await rung(stranger); // the lead it made is no card yet
    const callId = (await office.call(call.pbxCallId))?.id;
    const made = await office.ask(agent(), 'POST /blacklist', { pattern: stranger, comment: 'Spam', callId });
    expect(made.status).toBe(201);
    const { items } = (await admin('GET /notifications')).body;
    expect(items[0]).toMatchObject({
      kind: 'number-blocked',
      callId,
      data: { pattern: stranger, userName: 'Agent 101', comment: 'Spam' },
    });
    expect(items.filter(({ kind }: { kind: string }) => kind === 'number-blocked')).toHaveLength(1);
  });

  test('10.3 a refused call counts as a hit, 10.5 is blocked in the journal, and becomes an ordinary call when it rings', async () => {
    await admin('POST /blacklist', { pattern: number });
    const call = office.inbound(number);
    expect((await office.post(call.start())).body).toEqual({ redirect: 'blacklist' });
    await office.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({ status: 'blocked', clients: [] });
    expect((await admin(`GET /blacklist?q=${number.slice(1)}`)).body.items).toMatchObject([{ hits: 1 }]);
    await office.play([call.internal('101'), call.internal('101')]);
    await office.settle();
    const rings = await office.call(call.pbxCallId);
    expect(rings).toMatchObject({ status: 'ringing', endedAt: null, clients: [{ type: 'lead', because: 'created' }] });
  });

  test('10.4 hidden numbers are refused by their own option only', async () => {
    expect((await office.post(office.inbound('anonymous').start())).body).toEqual({});
    await office.features({ blacklist: { hiddenNumbers: true } });
    expect((await office.post(office.inbound('anonymous').start())).body).toEqual({ redirect: 'blacklist' });
    await office.features({ blacklist: { hiddenNumbers: false } });
  });

  test('10.6 switched off, the list stays; 10.7 outgoing calls go', async () => {
    await admin('POST /blacklist', { pattern: number });
    await office.features({ blacklist: { enabled: false } });
    expect((await office.post(office.inbound(number).start())).body).toEqual({});
    expect((await admin(`GET /blacklist?q=${number.slice(1)}`)).body.items).toHaveLength(1);
    await office.features({ blacklist: { enabled: true } });
    expect((await office.post(office.inbound(number).start())).body).toEqual({ redirect: 'blacklist' });
    const out = office.outbound('101', number);
    await office.play([out.outStart(), out.answer(), out.outEnd()]);
    await office.settle();
    expect(await office.call(out.pbxCallId)).toMatchObject({ status: 'answered' });
  });

  test('10.1 before saving: what it would have blocked last month, and how much of it from clients', async () => {
    const [client, stranger, outside] = ['+79227770001', '+79227770002', '+79227800000'];
    await office.contact({ name: 'Regular', phones: [client] });
    const told = [client, client, stranger, outside];
    for (const caller of told) {
      const call = office.inbound(caller);
      await office.play([call.start(), call.missed()]);
    }
    const out = office.outbound('101', stranger);
    await office.play([out.outStart(), out.outEnd()]);
    await office.settle();
    const preview = async (pattern: string) =>
      (await admin(`GET /blacklist/preview?pattern=${encodeURIComponent(pattern)}`)).body;
    expect(await preview('+7 922 777*')).toMatchObject({ pattern: '+7922777*', calls: 3, fromClients: 2 });
    expect(await preview(stranger)).toMatchObject({ calls: 1, fromClients: 0 });
    expect((await preview(`+${DID}`)).code).toBe('own-number');
    expect((await preview('+79*')).errors[0].pointer).toBe('/pattern');
    office.clock.pass(31 * 86_400);
    expect(await preview('+7922777*')).toMatchObject({ calls: 0, fromClients: 0 });
  });
});
