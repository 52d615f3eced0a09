import type { DialWarning } from '@carillon/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CallingOffice, callingOffice } from './support/calling-office.ts';
import type { Person } from './support/phone-office.ts';

let calling: CallingOffice;
let agent: Person;
let colleague: Person;
let admin: Person;
let next = 0;
const fresh = (): string => `+7918${String((next += 1)).padStart(7, '0')}`;

beforeAll(async () => {
  calling = await callingOffice();
  const { ring } = calling.office.company;
  ({ admin } = calling.office.company);
  [agent, colleague] = [ring['101'], ring['102']] as [Person, Person]; // the office has them
});
afterAll(() => calling.close());
beforeEach(() => calling.pass(46)); // every lock is over

const settings = (dialling: object) => calling.office.ask(admin, 'PATCH /telephony/settings', { dialling });
const look = async (by: Person, to: string) => (await calling.office.ask(by, `GET /dialling?to=${encodeURIComponent(to)}`)).body;
const warningsOf = async (by: Person, to: string): Promise<string[]> =>
  (await look(by, to)).to.warnings.map(({ code }: DialWarning) => code);
const contactOf = async (responsible: Person | null, more: object = {}): Promise<{ id: string; number: string }> => {
  const number = fresh();
  const id = await calling.office.contact({
    name: `Client ${number}`,
    phones: [number],
    responsibleId: responsible?.id ?? null,
    ...more,
  });
  return { id, number };
};

describe('3.6 who may call whom', () => {
  test('everybody may everything until an administrator says otherwise; agents change no settings', async () => {
    expect(await look(agent, fresh())).toMatchObject({
      ready: true,
      freeDialling: true,
      othersClients: true,
      to: { refusal: null },
    });
    expect(
      (await calling.office.ask(agent, 'PATCH /telephony/settings', { dialling: { freeDialling: 'supervisors' } })).status,
    ).toBe(403);
    expect((await settings({ freeDialling: 'nobody' })).status).toBe(422);
  });

  test('without free dialling agents call clients only, and whoever waits to be called back', async () => {
    expect((await settings({ freeDialling: 'supervisors' })).body.dialling).toEqual({
      freeDialling: 'supervisors',
      othersClients: 'everybody',
      browserPhone: false,
    });
    const stranger = fresh();
    const before = calling.requests.length;
    expect((await calling.dial(agent, stranger)).body).toMatchObject({ status: 403, code: 'forbidden', reason: 'free-dialling' });
    expect((await look(agent, stranger)).to.refusal).toBe('free-dialling');
    expect((await look(admin, stranger)).to.refusal).toBeNull();
    expect(calling.requests.length).toBe(before);
    const { number } = await contactOf(colleague);
    expect((await calling.dial(agent, number)).status).toBe(202);
    await calling.office.features({ missedCalls: { enabled: true } });
    const missed = calling.office.inbound(stranger);
    await calling.office.play([missed.start(), missed.internal('102'), missed.missed()], 0);
    await calling.pass(46);
    expect((await calling.dial(agent, stranger)).status).toBe(202);
    await settings({ freeDialling: 'everybody' });
  });

  test('where others’ clients are theirs alone, agents call their own and the pool’s', async () => {
    await settings({ othersClients: 'supervisors' });
    const [mine, theirs, pool] = [await contactOf(agent), await contactOf(colleague), await contactOf(null)];
    expect((await calling.dial(agent, theirs.number)).body).toMatchObject({ status: 403, reason: 'others-client' });
    expect((await calling.dial(agent, { to: theirs.number, about: { type: 'contact', id: mine.id } })).status).toBe(403);
    expect((await look(agent, pool.number)).to.refusal).toBeNull();
    expect((await calling.dial(agent, mine.number)).status).toBe(202);
    await settings({ othersClients: 'everybody' });
  });
});

describe('what is said before a call, and stops none', () => {
  test('3.6 a client who asked not to be called, the hour where they are; 3.10 the blacklist', async () => {
    const { number, id } = await contactOf(agent, { doNotCall: true });
    expect((await calling.office.ask(agent, `GET /contacts/${id}`)).body.doNotCall).toBe(true);
    expect((await look(agent, number)).to.warnings).toMatchObject([{ code: 'do-not-call', client: { id } }]);
    await calling.office.ask(admin, 'POST /blacklist', { pattern: number });
    expect(await warningsOf(agent, number)).toEqual(['do-not-call', 'blacklisted']);
    expect((await calling.dial(agent, number)).status).toBe(202);
    await calling.office.ask(agent, `PATCH /contacts/${id}`, { doNotCall: false });
    expect(await warningsOf(agent, number)).toEqual(['blacklisted']);
    const kamchatka = await look(agent, '8 (4152) 12-34-56');
    expect(kamchatka.to).toMatchObject({
      number: '+74152123456',
      warnings: [{ code: 'quiet-hours', localTime: expect.stringMatching(/^21:/) }],
    });
  });

  test('3.2 the client, the extension behind the number and the number the client will see', async () => {
    const { number, id } = await contactOf(agent);
    expect(await look(agent, `8${number.slice(2)} доб. 7`)).toMatchObject({
      callerId: '+74951112233',
      rings: '101',
      device: 'desk',
      to: { number, dialAfterAnswer: '7', refusal: null, clients: [{ id, responsible: { id: agent.id }, doNotCall: false }] },
    });
    expect((await look(agent, 'mother')).to).toMatchObject({ number: null, refusal: 'bad-number' });
    expect((await look(agent, '  ')).to).toBeNull();
  });
});

describe('9.5 calling back', () => {
  test('pressing Call claims the missed call for ten minutes, before any phone rings; a colleague is told, and calls all the same', async () => {
    const caller = fresh();
    const missed = calling.office.inbound(caller);
    await calling.office.play([missed.start(), missed.internal('101'), missed.missed()], 0);
    await calling.office.settle();
    const waiting = async () =>
      (await calling.office.ask(admin, 'GET /missed-calls?open=true')).body.items.find(
        ({ callerNumber }: { callerNumber: string }) => callerNumber === caller,
      );
    const about = { type: 'missed-call', id: (await waiting()).id };
    expect((await calling.dial(agent, { to: caller, about })).status).toBe(202);
    expect((await waiting()).claimedBy).toBe(agent.id);
    expect((await look(colleague, caller)).to.warnings).toMatchObject([{ code: 'claimed', colleague: { id: agent.id } }]);
    expect(await warningsOf(agent, caller)).toEqual([]);
    expect((await calling.dial(colleague, caller)).status).toBe(202);
    expect((await waiting()).claimedBy).toBe(agent.id);
    await calling.pass(1);
    const call = calling.cloud.inFlight().find(({ from }) => from === '101')?.id ?? '';
    calling.cloud.answer(call, '101');
    await calling.pass(1);
    calling.cloud.answer(call);
    await calling.pass(15);
    calling.cloud.hangUp(call);
    await calling.pass(1);
    expect(await waiting()).toBeUndefined();
  });
});

describe('3.7 what a call was started from', () => {
  test('a deal’s call is its client’s and the deal’s; a task’s the client’s it is about', async () => {
    const { id: contactId } = await contactOf(agent);
    const deal = (await calling.office.ask(agent, 'POST /deals', { title: 'Roof', contactId })).body.id;
    await calling.office.ask(agent, 'POST /deals', { title: 'Newer', contactId });
    const first = (await calling.dial(agent, { to: fresh(), about: { type: 'deal', id: deal } })).body;
    expect(first).toMatchObject({ contactId, clients: [{ id: contactId, because: 'person', primary: true }] });
    await calling.pass(1);
    calling.cloud.answer(calling.cloud.inFlight().find(({ from }) => from === '101')?.id ?? '', '101');
    await calling.pass(46);
    expect((await calling.office.ask(agent, `GET /calls/${first.id}`)).body).toMatchObject({ dealId: deal, contactId });
    const task = await calling.office.ask(agent, 'POST /tasks', { title: 'Call', about: { type: 'contact', id: contactId } });
    expect((await calling.dial(agent, { to: fresh(), about: { type: 'task', id: task.body.id } })).body.contactId).toBe(
      contactId,
    );
  });

  test('what is not there, or another company’s, is nothing to call about', async () => {
    const other = await calling.office.addCompany('other');
    const theirs = (await calling.office.ask(other.admin, 'POST /contacts', { name: 'Theirs', phones: [{ number: fresh() }] }))
      .body.id;
    const before = calling.requests.length;
    for (const type of ['contact', 'lead', 'deal', 'task', 'call', 'missed-call']) {
      const { status, body } = await calling.dial(agent, { to: fresh(), about: { type, id: theirs } });
      expect([type, status, body.code]).toEqual([type, 422, 'invalid']);
    }
    const mine = (await calling.dial(agent, fresh())).body.id;
    expect((await calling.office.ask(other.admin, `GET /calls/${mine}`)).status).toBe(404);
    expect(calling.requests.length - before).toBe(1);
  });
});
