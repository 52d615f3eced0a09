import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DID, openOffice, type OfficeServer, type PhoneOffice } from './support/phone-office.ts';
import { clientsOf, freshNumber } from './support/records.ts';

let office: PhoneOffice;
let other: OfficeServer;
beforeAll(async () => {
  office = await openOffice();
  other = await office.addServer();
});
afterAll(() => office.close());

const agent = (extension: string): string => office.company.ring[extension]?.id ?? '';
const setDefault = (id: string | null) =>
  office.ask(office.company.admin, 'PATCH /telephony/settings', { defaultResponsibleId: id });

let number: string;
beforeEach(async () => {
  number = freshNumber();
  office.clock.pass(60);
  await setDefault(null);
  await office.features({
    autoCreate: {
      inbound: { enabled: true, create: 'lead', alsoMissed: true, source: null, nameTemplate: null, dealForArchived: null },
      outbound: { enabled: true, create: 'contact', moment: 'answer' },
      assign: 'answerer',
    },
  });
});

describe('6 an unknown number calls', () => {
  test('6.2 at the first ring there is one lead, linked to the call and shown with it; 6.5 named, with its source', async () => {
    await office.ask(office.company.admin, `PATCH /telephony/numbers/+${DID}`, { source: 'Yandex' });
    const call = office.inbound(number);
    await office.play([call.start()]);
    await office.settle();
    expect(await clientsOf(office, number)).toEqual([]);
    await office.play([call.internal('101')]);
    await office.settle();
    const [lead, ...more] = await clientsOf(office, number);
    expect(more).toEqual([]);
    expect(lead).toMatchObject({
      type: 'lead',
      automatic: true,
      source: 'Yandex',
      responsible: agent('101'),
      call: call.pbxCallId,
    });
    expect(lead?.name).toBe(number.replace(/(\+7)(...)(...)(..)(..)/, '$1 $2 $3-$4-$5'));
    const { clients } = (await office.call(call.pbxCallId)) ?? {};
    expect(clients).toEqual([{ type: 'lead', id: lead?.id, name: lead?.name, because: 'created', primary: true }]);
  });

  test('6.4 a call that reached no extension makes it at its END, for the default responsible', async () => {
    await setDefault(agent('103'));
    const call = office.inbound(number);
    await office.play([call.start(), call.missed()]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ type: 'lead', responsible: agent('103') }]);
  });

  test('6.3 several phones ring: the default responsible for now; who answers takes it', async () => {
    await setDefault(agent('103'));
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101'), call.internal('102')]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ responsible: agent('103') }]);
    await office.play([call.answer('102')]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ responsible: agent('102') }]);
    await office.play([call.end({ internal: '102' })]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ responsible: agent('102') }]);
  });

  test('6.3 nobody takes from whom a person has given it to', async () => {
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101')]);
    await office.settle();
    const [lead] = await clientsOf(office, number);
    await office.within((tx) =>
      sql`update clients set responsible_id = ${agent('103')}, touched_at = now() where id = ${lead?.id}`.execute(tx),
    );
    await office.play([call.internal('102'), call.answer('102'), call.end({ internal: '102' })]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ responsible: agent('103') }]);
  });

  test('6.3 none set: the pool; in the mode "pool" always', async () => {
    const first = office.inbound(number);
    await office.play([first.start(), first.missed()]);
    await office.features({ autoCreate: { assign: 'pool' } });
    const second = freshNumber();
    const call = office.inbound(second);
    await office.play([call.start(), call.internal('101'), call.answer('101')]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ responsible: null }]);
    expect(await clientsOf(office, second)).toMatchObject([{ responsible: null }]);
  });

  test('6.3 in turn: each of those present gets one, whoever answers; who is away gets none', async () => {
    await office.features({ autoCreate: { assign: 'roundRobin' } });
    const until = new Date(+office.clock.now() + 86_400_000);
    await office.within((tx) => sql`update users set absent_until = ${until} where id = ${agent('102')}`.execute(tx));
    const got: (string | null | undefined)[] = [];
    for (let n = 0; n < 4; n += 1) {
      const caller = freshNumber();
      const call = office.inbound(caller);
      await office.play([call.start(), call.internal('102'), call.answer('102')]);
      await office.settle();
      got.push((await clientsOf(office, caller))[0]?.responsible);
    }
    await office.within((tx) => sql`update users set absent_until = null where id = ${agent('102')}`.execute(tx));
    expect(got.slice(0, 2).toSorted()).toEqual([agent('101'), agent('103')].toSorted());
    expect(got.slice(2)).toEqual(got.slice(0, 2));
  });

  test.each(['contact', 'deal', 'task'] as const)('6.1 makes a %s where that is wished', async (create) => {
    await office.features({ autoCreate: { inbound: { create, nameTemplate: '{did}: {number} {date}', source: 'Phone' } } });
    const call = office.inbound(number);
    const again = office.inbound(number);
    await office.play([call.start(), call.internal('101'), call.missed(), again.start(), again.internal('102'), again.missed()]);
    await office.settle();
    const id = (await office.call(call.pbxCallId))?.id;
    const name = `Main: ${number.replace(/(\+7)(...)(...)(..)(..)/, '$1 $2 $3-$4-$5')} 16.03.2026`;
    const clients = await clientsOf(office, number);
    expect(clients.map((client) => [client.type, client.name, client.source])).toEqual(
      create === 'task' ? [] : [['contact', name, 'Phone']],
    );
    const { rows } = await office.within((tx) =>
      sql<{ title: string; whose: string }>`
        select title, responsible_id as whose from deals where origin_call_id = ${id} and contact_id = ${clients[0]?.id ?? null}
        union all select title, responsible_id from tasks where call_id = ${id} and about_type = 'call' and about_id = ${id} and kind = 'call'
      `.execute(tx),
    );
    expect(rows).toEqual(create === 'contact' ? [] : [{ title: name, whose: agent('101') }]);
  });

  test('6.1 without missed ones: only when somebody answers', async () => {
    await office.features({ autoCreate: { inbound: { alsoMissed: false } } });
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101'), call.missed()]);
    await office.settle();
    expect(await clientsOf(office, number)).toEqual([]);
    const second = office.inbound(number);
    await office.play([second.start(), second.internal('101'), second.answer('101')]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ call: second.pbxCallId, responsible: agent('101') }]);
    expect((await office.call(call.pbxCallId))?.clients).toMatchObject([{ because: 'number', primary: true }]); // 5.2
  });

  test('2.5 off means no effect', async () => {
    await office.features({ autoCreate: { inbound: { enabled: false } } });
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
    await office.settle();
    expect(await clientsOf(office, number)).toEqual([]);
  });
});

describe('6 an unknown number is dialled', () => {
  test.each([
    ['start', [1, 1, 1]],
    ['answer', [0, 1, 1]],
    ['end', [0, 0, 1]],
  ] as const)('6.1 a contact at the %s, 6.3 of the caller', async (moment, expected) => {
    await office.features({ autoCreate: { outbound: { moment } } });
    const call = office.outbound('102', number);
    const seen: number[] = [];
    for (const delivery of [call.outStart(), call.answer(), call.outEnd()]) {
      await office.play([delivery]);
      await office.settle();
      seen.push((await clientsOf(office, number)).length);
    }
    expect(seen).toEqual(expected);
    expect(await clientsOf(office, number)).toMatchObject([{ type: 'contact', responsible: agent('102'), call: call.pbxCallId }]);
  });
});

describe('6.6 exactly one record', () => {
  test('6.6 five INTERNALs in parallel, to two servers on one database, and everything again', async () => {
    const call = office.inbound(number);
    await office.play([call.start()]);
    await office.settle();
    const rings = ['101', '102', '103', '104', '105'].map((extension) => call.internal(extension));
    await Promise.all([...rings, ...rings].flatMap((ring) => [office.server.post(ring), other.post(ring)]));
    await office.settle();
    expect(await clientsOf(office, number)).toHaveLength(1);
  });

  test('6.6 five calls of one number at the same moment, to two servers: one record, linked to all', async () => {
    const calls = Array.from({ length: 5 }, () => office.inbound(number));
    await Promise.all(calls.flatMap((call) => [office.server.post(call.start()), other.post(call.start())]));
    await Promise.all(calls.flatMap((call, n) => [office.server, other][n % 2]?.post(call.internal('101')) ?? []));
    await office.settle();
    const [lead, ...more] = await clientsOf(office, number);
    expect(more).toEqual([]);
    for (const call of calls) {
      expect((await office.call(call.pbxCallId))?.clients.map(({ id, primary }) => [id, primary])).toEqual([[lead?.id, true]]);
    }
  });

  test('6.6 two calls in a minute', async () => {
    const [one, two] = [office.inbound(number), office.inbound(number)];
    await office.play([one.start(), one.internal('101'), one.missed(), two.start(), two.internal('102'), two.answer('102')], 5);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ call: one.pbxCallId, responsible: agent('101') }]);
  });

  test('6.6 the end told first, everything twice and late: the same record', async () => {
    const call = office.inbound(number);
    const told = [call.end({ internal: '102' }), call.answer('102'), call.internal('101'), call.internal('102'), call.start()];
    await office.play([...told, ...told]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ responsible: agent('102') }]);
  });

  test('6.6 a number that goes is free again: its next call makes a new record; the call that made the first never does', async () => {
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101')]);
    await office.settle();
    const [lead] = await clientsOf(office, number);
    await office.within((tx) => sql`delete from client_numbers where client_id = ${lead?.id}`.execute(tx));
    await office.play([call.answer('101'), call.end({ internal: '101' })]);
    await office.settle();
    expect(await clientsOf(office, number)).toEqual([]);
    const next = office.inbound(number);
    await office.play([next.start(), next.internal('101'), next.internal('102')]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ call: next.pbxCallId }]);
  });

  test('6.6 each workspace has its own', async () => {
    const company = await office.addCompany('second');
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101')]);
    await office.settle();
    const { rows } = await office.within((tx) => sql`select from client_numbers where e164 = ${number}`.execute(tx), company);
    expect(rows).toEqual([]);
  });
});

describe('6.7 never', () => {
  const made = async (): Promise<number> => {
    await office.settle();
    const { rows } = await office.within((tx) => sql<{ n: number }>`select count(*)::int as n from clients`.execute(tx));
    return rows[0]?.n ?? -1;
  };

  test.each(['anonymous', '0', 'unknown', '104'])('6.7 for %s', async (caller) => {
    const before = await made();
    const call = office.inbound(caller);
    await office.play([call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
    expect(await made()).toBe(before);
  });

  test('6.7 for own numbers, extensions and employees, in both directions', async () => {
    await office.within((tx) =>
      sql`insert into user_numbers (workspace_id, e164, user_id) values (${office.company.workspaceId}, ${number}, ${agent('101')})`.execute(
        tx,
      ),
    );
    const before = await made();
    for (const caller of [number, `+${DID}`, '103']) {
      const call = office.inbound(caller);
      const out = office.outbound('102', caller);
      await office.play([call.start(), call.internal('102'), call.missed(), out.outStart(), out.answer(), out.outEnd()]);
    }
    expect(await made()).toBe(before);
  });

  test('6.7 for a blacklisted number; 10.5 unless it rings all the same', async () => {
    await office.features({ blacklist: { enabled: true } });
    await office.ask(office.company.admin, 'POST /blacklist', { pattern: number });
    const call = office.inbound(number);
    await office.play([call.start(), call.missed()]);
    const out = office.outbound('101', number);
    await office.play([out.outStart(), out.answer(), out.outEnd()]);
    await office.settle();
    expect(await clientsOf(office, number)).toEqual([]);
    expect((await office.call(call.pbxCallId))?.status).toBe('blocked');
    const rung = office.inbound(number);
    await office.play([rung.start(), rung.internal('101')]);
    await office.settle();
    expect((await office.call(rung.pbxCallId))?.status).toBe('ringing');
    expect(await clientsOf(office, number)).toMatchObject([{ call: rung.pbxCallId }]);
    await office.features({ blacklist: { enabled: false } });
  });

  test('6.7 for an exception, of a number or of a mask; one that has expired is none', async () => {
    const [masked, expired] = ['+79218887766', freshNumber()];
    const { workspaceId } = office.company;
    await office.within((tx) =>
      sql`insert into number_exceptions (workspace_id, id, pattern, expires_at) values (${workspaceId}, gen_random_uuid(), ${number}, null),
        (${workspaceId}, gen_random_uuid(), '+7921888*', null), (${workspaceId}, gen_random_uuid(), ${expired}, ${office.clock.now()})`.execute(
        tx,
      ),
    );
    for (const caller of [number, masked, expired]) {
      const call = office.inbound(caller);
      await office.play([call.start(), call.internal('101'), call.missed()]);
    }
    await office.settle();
    expect(await Promise.all([number, masked, expired].map(async (e164) => (await clientsOf(office, e164)).length))).toEqual([
      0, 0, 1,
    ]);
  });

  test('6.7 for a known client, a company too', async () => {
    await office.ask(office.company.admin, 'POST /companies', { name: 'Ромашка', phones: [{ number }] });
    const call = office.inbound(number);
    await office.play([call.start(), call.internal('101'), call.answer('101')]);
    await office.settle();
    expect(await clientsOf(office, number)).toMatchObject([{ type: 'company' }]);
  });
});

test('6.8 only an archived client has the number: it is linked, and gets one new deal where that is wished', async () => {
  const id = await office.contact({ name: 'Old Friend', phones: [number] });
  await office.ask(office.company.admin, `DELETE /contacts/${id}`);
  const call = office.inbound(number);
  await office.play([call.start(), call.internal('101'), call.missed()]);
  await office.settle();
  expect((await office.call(call.pbxCallId))?.clients).toMatchObject([{ id, primary: true }]);
  const deals = async () =>
    (
      await office.within((tx) =>
        sql<{ whose: string }>`select responsible_id as whose from deals where contact_id = ${id}`.execute(tx),
      )
    ).rows;
  expect(await deals()).toEqual([]);
  await office.features({ autoCreate: { inbound: { dealForArchived: true } } });
  const again = [office.inbound(number), office.inbound(number)];
  for (const each of again)
    await office.play([each.start(), each.internal('102'), each.answer('102'), each.end({ internal: '102' })]);
  await office.settle();
  expect(await deals()).toEqual([{ whose: agent('102') }]);
  expect(await clientsOf(office, number)).toMatchObject([{ id, archived: true }]);
});
