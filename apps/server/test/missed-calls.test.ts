import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openOffice, type Person, type PhoneOffice } from './support/phone-office.ts';
import { type WaitingCallers, waitingCallers } from './support/waiting-callers.ts';

let callers: WaitingCallers;
let office: PhoneOffice;
let boris: Person;
let vera: Person;
beforeAll(async () => {
  callers = await waitingCallers();
  ({ office, boris, vera } = callers);
});
afterAll(() => office.close());
beforeEach(() => callers.begin());

describe('9.1 exactly one reminder a caller', () => {
  test('9.1 the same END forty times counts once, and makes one task', async () => {
    const call = office.inbound(callers.number);
    await office.play([call.start(), call.internal('101')]);
    const end = call.missed();
    for (let n = 0; n < 10; n += 1) {
      await Promise.all(Array.from({ length: 4 }, () => office.post(end)));
      office.clock.pass(n % 2 === 0 ? 0.5 : 30);
    }
    await office.settle();
    expect(await callers.mine()).toMatchObject([{ count: 1, did: '+74951112233', didLabel: 'Main', resolvedAt: null }]);
    const { rows } = await office.within((tx) =>
      tx
        .selectFrom('tasks')
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .where('kind', '=', 'missed-call')
        .where('title', 'like', `%${callers.number.slice(-2)}, на Main%`)
        .execute()
        .then((found) => ({ rows: found })),
    );
    expect(Number(rows[0]?.n)).toBe(1);
  });

  test('9.4 repeats count up; the first one says since when and what is due', async () => {
    await callers.missed();
    const [first] = await callers.mine();
    for (let n = 0; n < 3; n += 1) await callers.missed('busy');
    const [after] = await callers.mine();
    expect(after).toMatchObject({ id: first?.['id'], count: 4, waitingSince: first?.['waitingSince'], dueAt: first?.['dueAt'] });
    expect(after?.['lastAt'] > first?.['lastAt']).toBe(true);
    expect(after?.['taskId']).toBe(first?.['taskId']);
  });

  test('9.1 START after END, and everything backwards, is one missed call', async () => {
    const call = office.inbound(callers.number);
    await office.play([call.missed(), call.internal('101'), call.start(), call.missed()], 1);
    await office.settle();
    expect(await callers.mine()).toMatchObject([{ count: 1 }]);
  });

  test('9.1 twelve calls that end at once, folded by two servers, are one reminder', async () => {
    const second = await office.addServer();
    const calls = Array.from({ length: 12 }, () => office.inbound(callers.number));
    for (const call of calls) await office.post(call.start());
    await Promise.all(calls.map((call, n) => (n % 2 === 0 ? office.post(call.missed()) : second.post(call.missed()))));
    await office.settle();
    expect(await callers.mine()).toMatchObject([{ count: 12 }]);
  });

  test('9.9 hung up in the menu is missed, unless that is switched off', async () => {
    const inMenu = async () => {
      const call = office.inbound(callers.number);
      await office.play([call.start(), call.end({ durationSeconds: 30 })]);
      await office.settle();
    };
    await office.features({ missedCalls: { menuOnlyIsMissed: false } });
    await inMenu();
    expect(await callers.mine()).toEqual([]);
    await office.features({ missedCalls: { menuOnlyIsMissed: true } });
    await inMenu();
    expect(await callers.mine()).toMatchObject([{ count: 1 }]);
  });

  test('9.6 no reminder of what is blocked, our own, "not a client", or outgoing', async () => {
    const { workspaceId } = office.company;
    const exception = (pattern: string) =>
      office.within((tx) =>
        tx.insertInto('number_exceptions').values({ workspace_id: workspaceId, id: crypto.randomUUID(), pattern }).execute(),
      );
    await exception(`${callers.number.slice(0, 9)}*`);
    await callers.missed();
    expect(await callers.mine()).toEqual([]);
    await office.within((tx) => tx.deleteFrom('number_exceptions').execute());
    await callers.dial('101', { disposition: 'no answer', durationSeconds: 0 });
    expect(await callers.mine()).toEqual([]);
    await office.features({ blacklist: { enabled: true } });
    await office.ask(office.company.admin, 'POST /blacklist', { pattern: callers.number });
    const call = office.inbound(callers.number);
    await office.play([call.start(), call.missed('busy')]);
    await office.settle();
    await office.features({ blacklist: { enabled: false } });
    expect(await callers.mine()).toEqual([]);
  });
});

describe('9.2 9.3 whom it is for, and when it is due', () => {
  test('9.2 the client’s responsible, else the default responsible, else the pool', async () => {
    await callers.missed();
    expect(await callers.mine()).toMatchObject([{ responsibleId: null, clients: [] }]);
    await office.ask(office.company.admin, 'PATCH /telephony/settings', { defaultResponsibleId: vera.id });
    callers.another();
    await callers.missed();
    expect(await callers.mine()).toMatchObject([{ responsibleId: vera.id }]);
    callers.another();
    const id = await office.contact({ name: 'Иванов Иван', phones: [callers.number], responsibleId: boris.id });
    await callers.missed();
    const [reminder] = await callers.mine();
    expect(reminder).toMatchObject({ responsibleId: boris.id, clients: [{ type: 'contact', id }] });
    expect(await callers.taskOf(reminder?.['taskId'])).toMatchObject({
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
      const call = late.inbound(callers.number);
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
    await office.contact({ name: 'Petrov', phones: [callers.number], responsibleId: boris.id });
    await callers.missed();
    await callers.missed();
    expect(await callers.mine()).toMatchObject([{ count: 2, taskId: null }]);
    const told = (await callers.noticesOf(boris, 'missed-call')).filter(({ data }) => data.number === callers.number);
    expect(told).toMatchObject([{ data: { clientName: 'Petrov', didLabel: 'Main' } }]);
    await office.features({ missedCalls: { as: 'both' } });
    callers.another();
    await callers.missed();
    expect((await callers.mine())[0]?.['taskId']).toEqual(expect.any(String));
    expect(
      (await callers.noticesOf(office.company.admin, 'missed-call')).filter(({ data }) => data.number === callers.number),
    ).toHaveLength(1);
  });

  test('9.3 a hidden caller makes a notification only, once a call', async () => {
    const before = (await callers.list()).length;
    const call = office.inbound('anonymous');
    await office.play([call.start(), call.missed(), call.missed()], 10);
    await office.settle();
    expect(await callers.list()).toHaveLength(before);
    const told = (await callers.noticesOf(office.company.admin, 'missed-call')).filter(({ data }) => data.number === null);
    expect(told).toHaveLength(1);
  });
});

describe('9.7 with records of unknown callers', () => {
  test.each(['in order', 'backwards'])('9.7 the lead is made first and the reminder is on it, told %s', async (order) => {
    const inbound = { enabled: true, create: 'lead', alsoMissed: true };
    await office.features({ autoCreate: { inbound } });
    const call = office.inbound(callers.number);
    const told = [call.start(), call.internal('101'), call.missed()];
    await office.play(order === 'in order' ? told : told.toReversed());
    await office.settle();
    const [reminder] = await callers.mine();
    expect(reminder).toMatchObject({ count: 1, clients: [{ type: 'lead' }] });
    const [lead] = reminder?.['clients'] ?? [];
    expect(await callers.taskOf(reminder?.['taskId'])).toMatchObject({ about_type: 'lead', about_id: lead?.id });
    await office.features({ autoCreate: { inbound: { enabled: false } } });
  });
});
