import type { Delivery } from '@carillon/zadarma/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { escalateMissedCalls } from '../src/features/missed/escalate.ts';
import { type Company, openOffice, type Person, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
let boris: Person;
let vera: Person;
let number = '';
let counter = 1_000_000;
beforeAll(async () => {
  office = await openOffice();
  boris = office.company.ring['101'] as Person; // the office has 101 to 103
  vera = office.company.ring['102'] as Person;
});
afterAll(() => office.close());
beforeEach(async () => {
  counter += 1;
  number = `+7916${counter}`; // each test has a caller of its own
  office.clock.pass(3600);
  await office.features({ missedCalls: { enabled: true, as: 'task', dueMinutes: 15, menuOnlyIsMissed: true } });
  await office.ask(office.company.admin, 'PATCH /telephony/settings', { defaultResponsibleId: null });
});

type Caller = Record<string, any>; // oxlint-disable-line typescript/no-explicit-any -- tests look into any answer
const list = async (query = '?open=true&limit=200', by = office.company.admin): Promise<Caller[]> =>
  (await office.ask(by, `GET /missed-calls${query}`)).body.items;
const mine = async (query?: string) => (await list(query)).filter(({ callerNumber }) => callerNumber === number);
const closed = () => mine('?open=false&limit=200');
const tasksOf = (id: string) =>
  office.within((tx) => tx.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirstOrThrow());
const noticesOf = async (person: Person, kind: string): Promise<Caller[]> =>
  (await office.ask(person, 'GET /notifications?limit=200')).body.items.filter((notice: Caller) => notice['kind'] === kind);

/** A call that nobody answers, told at once. */
async function missed(disposition = 'cancel'): Promise<string> {
  const call = office.inbound(number);
  await office.play([call.start(), call.internal('101'), call.missed(disposition)], 1);
  await office.settle();
  return call.pbxCallId;
}

async function talk(extension: string, seconds: number): Promise<void> {
  const call = office.inbound(number);
  await office.play([call.start(), call.internal(extension), call.answer(extension)]);
  office.clock.pass(seconds);
  await office.play([call.end({ internal: extension, durationSeconds: seconds })]);
  await office.settle();
}

async function dial(extension: string, end: { disposition?: string; durationSeconds?: number }): Promise<void> {
  const call = office.outbound(extension, number);
  await office.play([call.outStart(), call.outEnd(end)], 2);
  await office.settle();
}

describe('9.1 exactly one reminder a caller', () => {
  test('9.1 the same END forty times counts once, and makes one task', async () => {
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101')]);
    const end = call.missed();
    for (let n = 0; n < 10; n += 1) {
      await Promise.all(Array.from({ length: 4 }, () => office.post(end)));
      office.clock.pass(n % 2 === 0 ? 0.5 : 30);
    }
    await office.settle();
    expect(await mine()).toMatchObject([{ count: 1, did: '+74951112233', didLabel: 'Main', resolvedAt: null }]);
    const { rows } = await office.within((tx) =>
      tx
        .selectFrom('tasks')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('kind', '=', 'missed-call')
        .where('title', 'like', `%${number.slice(-2)}, на Main%`)
        .execute()
        .then((found) => ({ rows: found })),
    );
    expect(Number(rows[0]?.n)).toBe(1);
  });

  test('9.4 repeats count up; the first one says since when and what is due', async () => {
    await missed();
    const [first] = await mine();
    for (let n = 0; n < 3; n += 1) await missed('busy');
    const [after] = await mine();
    expect(after).toMatchObject({ id: first?.['id'], count: 4, waitingSince: first?.['waitingSince'], dueAt: first?.['dueAt'] });
    expect(after?.['lastAt'] > first?.['lastAt']).toBe(true);
    expect(after?.['taskId']).toBe(first?.['taskId']);
  });

  test('9.1 START after END, and everything backwards, is one missed call', async () => {
    const call = office.inbound(number);
    await office.play([call.missed(), call.internal('101'), call.start(), call.missed()], 1);
    await office.settle();
    expect(await mine()).toMatchObject([{ count: 1 }]);
  });

  test('9.1 twelve calls that end at once, folded by two servers, are one reminder', async () => {
    const second = await office.addServer();
    const calls = Array.from({ length: 12 }, () => office.inbound(number));
    for (const call of calls) await office.post(call.start());
    await Promise.all(calls.map((call, n) => (n % 2 === 0 ? office.post(call.missed()) : second.post(call.missed()))));
    await office.settle();
    expect(await mine()).toMatchObject([{ count: 12 }]);
  });

  test('9.9 hung up in the menu is missed, unless that is switched off', async () => {
    const inMenu = async () => {
      const call = office.inbound(number);
      await office.play([call.start(), call.end({ durationSeconds: 30 })]);
      await office.settle();
    };
    await office.features({ missedCalls: { menuOnlyIsMissed: false } });
    await inMenu();
    expect(await mine()).toEqual([]);
    await office.features({ missedCalls: { menuOnlyIsMissed: true } });
    await inMenu();
    expect(await mine()).toMatchObject([{ count: 1 }]);
  });

  test('9.6 no reminder of what is blocked, our own, "not a client", or outgoing', async () => {
    const { workspaceId } = office.company;
    const exception = (pattern: string) =>
      office.within((tx) =>
        tx.insertInto('number_exceptions').values({ workspace_id: workspaceId, id: crypto.randomUUID(), pattern }).execute(),
      );
    await exception(`${number.slice(0, 9)}*`);
    await missed();
    expect(await mine()).toEqual([]);
    await office.within((tx) => tx.deleteFrom('number_exceptions').execute());
    await dial('101', { disposition: 'no answer', durationSeconds: 0 });
    expect(await mine()).toEqual([]);
    await office.features({ blacklist: { enabled: true } });
    await office.ask(office.company.admin, 'POST /blacklist', { pattern: number });
    const call = office.inbound(number);
    await office.play([call.start(), call.missed('busy')]);
    await office.settle();
    await office.features({ blacklist: { enabled: false } });
    expect(await mine()).toEqual([]);
  });
});

describe('9.2 9.3 whom it is for, and when it is due', () => {
  test('9.2 the client’s responsible, else the default responsible, else the pool', async () => {
    await missed();
    expect(await mine()).toMatchObject([{ responsibleId: null, clients: [] }]);
    await office.ask(office.company.admin, 'PATCH /telephony/settings', { defaultResponsibleId: vera.id });
    number = `+7917${counter}`;
    await missed();
    expect(await mine()).toMatchObject([{ responsibleId: vera.id }]);
    number = `+7918${counter}`;
    const id = await office.contact({ name: 'Иванов Иван', phones: [number], responsibleId: boris.id });
    await missed();
    const [reminder] = await mine();
    expect(reminder).toMatchObject({ responsibleId: boris.id, clients: [{ type: 'contact', id }] });
    expect(await tasksOf(reminder?.['taskId'])).toMatchObject({
      kind: 'missed-call',
      responsible_id: boris.id,
      about_type: 'contact',
      about_id: id,
      title: expect.stringMatching(/^Пропущенный звонок: Иван.*, на Main, в \d\d:\d\d$/),
    });
  });

  test('9.3 minutes are working minutes: of the number’s hours, over night, breaks and a holiday', async () => {
    const { body } = await office.ask(office.company.admin, 'POST /telephony/schedules', {
      name: 'Office',
      timezone: 'Europe/Moscow',
      isDefault: true,
      weekly: [
        { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '13:00' },
        { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '14:00', to: '18:00' },
      ],
      exceptions: [{ date: '2026-05-01', closed: true }],
    });
    const late = await openOffice();
    try {
      late.clock.pass((+new Date('2026-04-30T14:50:00Z') - +late.clock.now()) / 1000); // a Thursday, 17:50 in Moscow
      await late.features({ missedCalls: { enabled: true } });
      await late.ask(late.company.admin, 'POST /telephony/schedules', { ...body, id: undefined });
      const call = late.inbound(number);
      await late.play([call.start(), call.missed()]);
      await late.settle();
      const { items } = (await late.ask(late.company.admin, 'GET /missed-calls?open=true')).body;
      expect(items).toMatchObject([{ dueAt: '2026-05-04T06:05:00.000Z', overdue: false }]); // Friday is a holiday
    } finally {
      await late.close();
      await office.ask(office.company.admin, `DELETE /telephony/schedules/${body.id}`);
    }
  });

  test('9.3 as a notification there is no task; as both there are both; each once', async () => {
    await office.features({ missedCalls: { as: 'notification' } });
    await office.contact({ name: 'Petrov', phones: [number], responsibleId: boris.id });
    await missed();
    await missed();
    expect(await mine()).toMatchObject([{ count: 2, taskId: null }]);
    const told = (await noticesOf(boris, 'missed-call')).filter(({ data }) => data.number === number);
    expect(told).toMatchObject([{ data: { clientName: 'Petrov', didLabel: 'Main' } }]);
    await office.features({ missedCalls: { as: 'both' } });
    number = `+7919${counter}`;
    await missed();
    expect((await mine())[0]?.['taskId']).toEqual(expect.any(String));
    expect((await noticesOf(office.company.admin, 'missed-call')).filter(({ data }) => data.number === number)).toHaveLength(1);
  });

  test('9.3 a hidden caller makes a notification only, once a call', async () => {
    const before = (await list()).length;
    const call = office.inbound('anonymous');
    await office.play([call.start(), call.missed(), call.missed()], 10);
    await office.settle();
    expect(await list()).toHaveLength(before);
    const told = (await noticesOf(office.company.admin, 'missed-call')).filter(({ data }) => data.number === null);
    expect(told).toHaveLength(1);
  });
});

describe('9.7 with records of unknown callers', () => {
  test.each(['in order', 'backwards'])('9.7 the lead is made first and the reminder is on it, told %s', async (order) => {
    const inbound = { enabled: true, create: 'lead', alsoMissed: true };
    await office.features({ autoCreate: { inbound } });
    const call = office.inbound(number);
    const told = [call.start(), call.internal('101'), call.missed()];
    await office.play(order === 'in order' ? told : told.toReversed());
    await office.settle();
    const [reminder] = await mine();
    expect(reminder).toMatchObject({ count: 1, clients: [{ type: 'lead' }] });
    const [lead] = reminder?.['clients'] ?? [];
    expect(await tasksOf(reminder?.['taskId'])).toMatchObject({ about_type: 'lead', about_id: lead?.id });
    await office.features({ autoCreate: { inbound: { enabled: false } } });
  });
});

describe('9.5 it closes itself', () => {
  test('9.5 when they call again and anybody talks for ten seconds; who, when and in which call is kept; its task is done', async () => {
    await missed();
    const [open] = await mine();
    await talk('102', 9);
    expect(await mine()).toHaveLength(1);
    await talk('102', 12);
    expect(await mine()).toEqual([]);
    expect(await closed()).toMatchObject([
      { id: open?.['id'], resolvedBy: vera.id, resolvedBecause: 'talked', resolver: { name: 'Agent 102' } },
    ]);
    expect(await tasksOf(open?.['taskId'])).toMatchObject({ done_at: expect.any(Date), done_by: vera.id });
  });

  test('9.5 when any employee calls them and talks', async () => {
    await missed();
    await dial('103', { disposition: 'answered', durationSeconds: 10 });
    expect(await mine()).toEqual([]);
    expect(await closed()).toMatchObject([{ resolvedBy: office.company.ring['103']?.id }]);
  });

  test('9.5 three attempts over two days are "not reached"; the next call re-opens the same reminder and its task', async () => {
    await missed();
    const [open] = await mine();
    const noAnswer = { disposition: 'no answer', durationSeconds: 0 };
    for (let n = 0; n < 3; n += 1) {
      office.clock.pass(1800);
      await dial('101', noAnswer);
    }
    expect(await mine()).toHaveLength(1); // all on one day
    office.clock.pass(86_400);
    await dial('101', { disposition: 'busy', durationSeconds: 0 });
    expect(await closed()).toMatchObject([{ resolvedBecause: 'not-reached', resolvedBy: boris.id }]);
    expect(await tasksOf(open?.['taskId'])).toMatchObject({ done_at: expect.any(Date) });
    office.clock.pass(3600);
    await missed();
    expect(await mine()).toMatchObject([{ id: open?.['id'], count: 2, taskId: open?.['taskId'], overdue: false }]);
    expect(await tasksOf(open?.['taskId'])).toMatchObject({ done_at: null });
  });

  test.each(['in order', 'the missed call last', 'backwards'])(
    '9.5 a missed call and the talk that answers it, told %s, leave nothing open',
    async (order) => {
      const lost = office.inbound(number);
      const told: Delivery[] = [lost.start(), lost.internal('101'), lost.missed()];
      office.clock.pass(60);
      const back = office.outbound('101', number);
      const talked: Delivery[] = [back.outStart(), back.outEnd({ durationSeconds: 65 })];
      office.clock.pass(65);
      const all =
        order === 'in order'
          ? [...told, ...talked]
          : order === 'backwards'
            ? [...told, ...talked].toReversed()
            : [...talked, ...told];
      await office.play(all, 1);
      await office.settle();
      expect(await mine()).toEqual([]);
      expect(await closed()).toMatchObject([{ count: 1, resolvedBecause: 'talked', resolvedBy: boris.id }]);
    },
  );

  test('9.5 a talk between two missed calls, told last, closes the first alone; the open one keeps task and claim', async () => {
    await missed();
    office.clock.pass(60);
    const back = office.outbound('101', number);
    office.clock.pass(120);
    await missed();
    const [open] = await mine();
    expect(open).toMatchObject({ count: 2 });
    await office.ask(vera, `PUT /missed-calls/${open?.['id']}/claim`);
    await office.play([back.outStart(), back.outEnd({ durationSeconds: 20 })]);
    await office.settle();
    expect(await mine()).toMatchObject([{ id: open?.['id'], count: 1, claimedBy: vera.id, taskId: open?.['taskId'] }]);
    expect(await closed()).toMatchObject([{ count: 1, resolvedBecause: 'talked', taskId: null }]);
  });

  test('9.5 an answer that comes after its END takes the reminder away: it was not missed', async () => {
    const call = office.inbound(number);
    await office.play([call.start(), call.end({ durationSeconds: 30 })]); // as if hung up in the menu
    await office.settle();
    const [open] = await mine();
    expect(open).toMatchObject({ count: 1 });
    await office.play([call.answer('101')]);
    await office.settle();
    expect(await mine('?limit=200')).toEqual([]);
    expect(await tasksOf(open?.['taskId'])).toMatchObject({ done_at: expect.any(Date) });
  });

  test('9.3 closing the task closes the reminder, opening it again opens it, and "done" closes both', async () => {
    await missed();
    const [open] = await mine();
    const taskDone = (at: Date | null) =>
      office.ask(boris, `PATCH /tasks/${open?.['taskId']}`, { doneAt: at?.toISOString() ?? null });
    await taskDone(office.clock.now());
    expect(await closed()).toMatchObject([{ resolvedBy: boris.id, resolvedBecause: 'done' }]);
    await taskDone(null);
    expect(await mine()).toMatchObject([{ id: open?.['id'] }]);
    const { status, body } = await office.ask(vera, `PUT /missed-calls/${open?.['id']}/resolution`);
    expect({ status, body }).toMatchObject({ status: 200, body: { resolvedBy: vera.id } });
    expect(await tasksOf(open?.['taskId'])).toMatchObject({ done_by: vera.id });
    await missed();
    expect(await mine()).toMatchObject([{ count: 1 }]);
  });
});

describe('9.5 9.8 claims and the list', () => {
  test('9.5 one holds it for ten minutes; then another may', async () => {
    await missed();
    const [{ id } = { id: '' }] = await mine();
    const both = await Promise.all([boris, vera].map((person) => office.ask(person, `PUT /missed-calls/${id}/claim`)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'already-claimed' });
    const [holder, other] = both[0]?.status === 200 ? [boris, vera] : [vera, boris];
    expect((await mine())[0]).toMatchObject({ claimedBy: holder.id });
    expect((await office.ask(other, `DELETE /missed-calls/${id}/claim`)).status).toBe(409);
    office.clock.pass(601);
    expect((await mine())[0]).toMatchObject({ claimedBy: null });
    expect((await office.ask(other, `PUT /missed-calls/${id}/claim`)).status).toBe(200);
    expect((await office.ask(other, `DELETE /missed-calls/${id}/claim`)).status).toBe(204);
    expect((await mine())[0]).toMatchObject({ claimedBy: null, claimant: null });
  });

  test('9.5 who dials the number holds it', async () => {
    await missed();
    const call = office.outbound('102', number);
    await office.play([call.outStart()]);
    await office.settle();
    expect(await mine()).toMatchObject([{ claimedBy: vera.id }]);
  });

  test('nobody of another company sees, claims or closes it, and nobody without a sign-in', async () => {
    await missed();
    const [{ id } = { id: '' }] = await mine();
    const other: Company = await office.addCompany(`other-${counter}`);
    expect(await list('?limit=200', other.admin)).toEqual([]);
    for (const line of [
      `PUT /missed-calls/${id}/claim`,
      `DELETE /missed-calls/${id}/claim`,
      `PUT /missed-calls/${id}/resolution`,
    ]) {
      expect((await office.ask(other.admin, line)).status).toBe(404);
      expect((await office.ask(null, line)).status).toBe(401);
    }
    expect((await office.ask(null, 'GET /missed-calls')).status).toBe(401);
  });

  test('9.8 an open deal first, then the newest; pages go on where the last one ended', async () => {
    const { body: company } = await office.ask(office.company.admin, 'POST /contacts', {
      name: 'With a deal',
      phones: [{ number }],
    });
    await missed();
    await office.within(async (tx) => {
      const { workspaceId: workspace_id } = office.company;
      const [pipeline_id, stage_id, id] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
      await tx.insertInto('pipelines').values({ workspace_id, id: pipeline_id, name: 'Sales' }).execute();
      await tx.insertInto('stages').values({ workspace_id, id: stage_id, pipeline_id, name: 'New', position: 0 }).execute();
      await tx
        .insertInto('deals')
        .values({ workspace_id, id, title: 'Chairs', pipeline_id, stage_id, contact_id: company.id })
        .execute();
    });
    const withDeal = number;
    number = `+7919${counter}`;
    office.clock.pass(60);
    await missed();
    const all = await list();
    expect(all[0]).toMatchObject({ callerNumber: withDeal, openDeal: { title: 'Chairs' } });
    expect(all[1]).toMatchObject({ callerNumber: number, openDeal: null });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await office.ask(vera, `GET /missed-calls?open=true&limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...body.items.map(({ id }: Caller) => id));
      cursor = body.nextCursor;
      expect(body.total).toBe(all.length);
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test('2.5 switched off: nothing from the next event on, and the list stays readable', async () => {
    await missed();
    await office.features({ missedCalls: { enabled: false } });
    await missed();
    expect(await mine()).toMatchObject([{ count: 1 }]);
    number = `+7919${counter}`;
    await missed();
    expect(await mine()).toEqual([]);
  });
});

describe('9.10 and supervisors', () => {
  test('9.10 "Your client called, Boris talked": to the responsible, once, and not to one who had a part in it', async () => {
    await office.contact({ name: 'Ivanov', phones: [number], responsibleId: vera.id });
    await talk('101', 252);
    const told = async () => (await noticesOf(vera, 'your-client-called')).filter(({ data }) => data.number === number);
    expect(await told()).toMatchObject([{ data: { clientName: 'Ivanov', userName: 'Agent 101', talkSeconds: 252 } }]);
    await talk('102', 30);
    expect(await told()).toHaveLength(1);
  });

  test('supervisors hear of one nobody takes, once, however many look, and not while somebody holds it', async () => {
    await office.features({ missedCalls: { escalateMinutes: 30 } });
    await missed();
    const [{ id } = { id: '' }] = await mine();
    const late = async () =>
      (await noticesOf(office.company.admin, 'missed-call-escalated')).filter(({ data }) => data.number === number);
    const look = () => escalateMissedCalls({ db: office.database.db, now: office.clock.now });
    office.clock.pass(44 * 60);
    await look();
    expect(await late()).toEqual([]);
    await office.ask(vera, `PUT /missed-calls/${id}/claim`);
    office.clock.pass(5 * 60);
    await look();
    expect(await late()).toEqual([]);
    office.clock.pass(6 * 60);
    await Promise.all([look(), look(), look()]);
    await look();
    expect(await late()).toMatchObject([{ data: { missedCallId: id, count: 1 } }]);
    expect((await mine())[0]).toMatchObject({ overdue: true, escalatedAt: expect.any(String) });
  });
});
