import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foldDeliveries } from '../src/features/calls/fold-deliveries.ts';
import { fingerprintOf, readDelivery } from '../src/features/webhooks/read-delivery.ts';
import { CLIENT, DID, openOffice, type OfficeServer, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
let other: OfficeServer;
beforeAll(async () => {
  office = await openOffice();
  other = await office.addServer();
});
afterAll(() => office.close());

const agent = (extension: string): string | undefined => office.company.ring[extension]?.id;
const told = async (pbxCallId: string) =>
  (await office.events())
    .filter(({ fields }) => fields['pbx_call_id'] === pbxCallId)
    .map(({ event, verdict }) => [event, verdict]);

describe('F1 repeats', () => {
  test('F1 the same within three seconds is told once', async () => {
    const call = office.inbound();
    await office.play([call.start(), call.start(), call.internal('101'), call.internal('101')], 1);
    await office.settle();
    expect((await told(call.pbxCallId)).map(([, verdict]) => verdict)).toEqual(['repeated', 'accepted', 'repeated', 'accepted']);
    expect((await office.call(call.pbxCallId))?.participants).toHaveLength(1);
  });

  test('F1 a byte-identical INTERNAL after that phone was left is a second ring', async () => {
    await office.features({ routeToResponsible: { enabled: true } });
    await office.contact({ name: 'Second Ring', phones: ['+79160000007'], responsibleId: agent('101') });
    const call = office.inbound('+79160000007');
    const ring = call.internal('101');
    await office.play([call.start(), ring]);
    office.clock.pass(16);
    await office.play([call.internal('102')]);
    await office.post(ring);
    await office.settle();
    const { rows } = await office.within((tx) =>
      sql<{ extension: string; ring: number }>`
        select p.extension, p.ring from call_participants p join calls k on k.workspace_id = p.workspace_id and k.id = p.call_id
        where k.workspace_id = ${office.company.workspaceId} and k.pbx_call_id = ${call.pbxCallId} order by p.extension
      `.execute(tx),
    );
    expect(rows).toEqual([
      { extension: '101', ring: 2 },
      { extension: '102', ring: 1 },
    ]);
  });

  test('F1 a delivery folded again, by whoever claimed it too, keeps the verdict it was given', async () => {
    const call = office.inbound();
    const end = call.end({ internal: '101' });
    await office.play([call.start(), call.internal('101'), call.answer('101'), end, end], 1);
    await office.settle();
    const before = await told(call.pbxCallId);
    expect(before.map(([, verdict]) => verdict)).toContain('repeated');
    const { workspaceId } = office.company;
    const { rows } = await office.within((tx) =>
      sql<{ id: string; receivedAt: Date; connectionId: string; contentType: string; raw: Buffer }>`
        select id, received_at as "receivedAt", connection_id as "connectionId", content_type as "contentType", raw
        from webhook_deliveries where workspace_id = ${workspaceId} and pbx_call_id = ${call.pbxCallId}
      `.execute(tx),
    );
    for (const { id, receivedAt, connectionId, ...row } of rows) {
      const { name, pbxCallId, event, form } = readDelivery(row);
      const again = { id, receivedAt, name, pbxCallId, event, fingerprint: fingerprintOf(form), spooled: false };
      await foldDeliveries({ db: office.database.db, now: office.clock.now, effects: [] }, { workspaceId, connectionId }, [
        again,
      ]);
    }
    expect(await told(call.pbxCallId)).toEqual(before);
  });

  test('F1 forty times the same END, on two servers at once, is one end', async () => {
    const call = office.inbound();
    await office.play([call.start(), call.internal('101'), call.answer('101')]);
    const end = call.end({ internal: '101' });
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 ? office.server : other).post(end)));
    await office.settle();
    await office.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({ status: 'answered', talkSeconds: 37 });
    expect(
      (await told(call.pbxCallId)).filter(([event, verdict]) => event === 'NOTIFY_END' && verdict === 'accepted'),
    ).toHaveLength(1);
  });

  test('F1 F11 five INTERNALs in parallel, on two servers, are one call with its participants', async () => {
    const call = office.inbound();
    const extensions = ['101', '102', '103', '104', '105'];
    await Promise.all(
      [call.start(), ...extensions.map((extension) => call.internal(extension))].map((delivery, i) =>
        (i % 2 ? office.server : other).post(delivery),
      ),
    );
    await office.settle();
    await office.settle();
    const row = await office.call(call.pbxCallId);
    expect(row?.participants.map(({ extension }) => extension).toSorted()).toEqual(extensions);
    expect(row?.participants.find(({ extension }) => extension === '102')?.userId).toBe(agent('102'));
    expect((await office.journal()).filter(({ pbxCallId }) => pbxCallId === call.pbxCallId)).toHaveLength(1);
  });
});

describe('F2 a call is the set of its facts', () => {
  const stable = (row: Awaited<ReturnType<PhoneOffice['call']>>) => {
    if (!row) return undefined;
    const { direction, status, clientNumber, did, extension, userId, answeredBy, talkSeconds, disposition } = row;
    const people = row.participants.map(({ extension: who, userId: whose }) => [who, whose]).toSorted();
    return {
      direction,
      status,
      clientNumber,
      did,
      extension,
      userId,
      answeredBy,
      talkSeconds,
      disposition,
      people,
      recordings: row.recordings.length,
    };
  };

  test('F2 any order of arrival gives the same journal row', async () => {
    const play = async (order: readonly number[], alternate: boolean) => {
      const call = office.inbound();
      const story = [
        call.start(),
        call.internal('101'),
        call.internal('102'),
        call.answer('101'),
        call.internal('103', '101'),
        call.answer('103', '101'),
        call.end({ internal: '101', lastInternal: '103', durationSeconds: 90, callIdWithRec: '1.1' }),
        call.record('1.1'),
      ];
      for (const [n, i] of order.entries()) {
        const delivery = story[i];
        if (delivery) await (alternate && n % 2 ? other : office.server).post(delivery);
        office.clock.pass(0.3);
      }
      await office.settle();
      return stable(await office.call(call.pbxCallId));
    };
    const expected = await play([0, 1, 2, 3, 4, 5, 6, 7], false);
    expect(expected).toMatchObject({
      status: 'answered',
      extension: '103',
      answeredBy: agent('101'),
      talkSeconds: 90,
      recordings: 1,
    });
    const order = fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 });
    await fc.assert(
      fc.asyncProperty(order, fc.boolean(), async (shuffled, alternate) => {
        expect(await play(shuffled, alternate)).toEqual(expected);
      }),
      { numRuns: 15 },
    );
  });

  test('F2 the end first, the rest long after: the call is complete and never opens again', async () => {
    const call = office.inbound();
    await office.play([call.end({ internal: '101' })]);
    office.clock.pass(300);
    await office.play([call.internal('101'), call.start(), call.answer('101')]);
    await office.settle();
    const row = await office.call(call.pbxCallId);
    expect(row).toMatchObject({ status: 'answered', extension: '101', talkSeconds: 37, timesApproximate: true });
    expect(row?.participants).toMatchObject([{ extension: '101', outcome: 'answered' }]);
    const { calls } = (await office.ask(office.company.ring['101'] ?? null, 'GET /live/snapshot')).body as {
      calls: { pbxCallId: string }[];
    };
    expect(calls.map(({ pbxCallId }) => pbxCallId)).not.toContain(call.pbxCallId);
  });

  test('F2 what is filled is never blanked by a later, emptier event', async () => {
    const call = office.inbound();
    await office.play([
      call.start(),
      call.internal('101'),
      call.answer('101'),
      call.end({ internal: '101', callIdWithRec: '1.5' }),
    ]);
    office.clock.pass(10);
    await office.play([call.missed('no answer')]);
    await office.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({
      status: 'answered',
      extension: '101',
      talkSeconds: 37,
      recordings: [{ n: 1 }],
    });
  });
});

describe('F7 the account’s clock', () => {
  test('F7 the wall clock is read in the account’s zone, summer time and all', async () => {
    await office.ask(office.company.admin, 'PATCH /telephony/settings', { accountTimezone: 'Europe/Berlin' });
    const winter = office.inbound(CLIENT, { callStart: office.wallClock(-2 * 3600) }); // noon in Moscow is ten in Berlin
    await office.play([winter.start()]);
    await office.settle();
    expect((await office.call(winter.pbxCallId))?.startedAt).toBe(
      new Date(Math.floor(+office.clock.now() / 1000 - 1) * 1000).toISOString(),
    );
    await office.ask(office.company.admin, 'PATCH /telephony/settings', { accountTimezone: 'Europe/Moscow' });
  });

  test('F7 a start that is six minutes off falls back to receipt; three such quarter-hours in an hour raise the warning', async () => {
    const off = office.inbound(CLIENT, { callStart: office.wallClock(360) });
    const at = office.clock.now().toISOString();
    await office.post(off.start());
    await office.settle();
    expect((await office.call(off.pbxCallId))?.startedAt).toBe(at);
    const skew = async () => (await office.ask(office.company.admin, 'GET /telephony/settings')).body.clockSkewMinutes;
    for (const expected of [null, null, 60]) {
      await office.post(office.inbound(CLIENT, { callStart: office.wallClock(3600) }).start());
      office.clock.pass(60);
      await office.settle();
      expect(await skew()).toBe(expected);
    }
    office.clock.pass(3700);
    expect(await skew()).toBeNull();
  });

  test('F7 transfers in long calls are no wrong clock', async () => {
    for (let i = 0; i < 3; i += 1) {
      const call = office.inbound();
      await office.play([call.start(), call.internal('101'), call.answer('101')]);
      office.clock.pass(900);
      await office.play([call.internal('102', '101'), call.end({ internal: '102' })]);
    }
    await office.settle();
    expect((await office.ask(office.company.admin, 'GET /telephony/settings')).body.clockSkewMinutes).toBeNull();
  });
});

describe('F8–F11 whose, which way, since when', () => {
  test('F8 re-assigning an extension does not rewrite history', async () => {
    const call = office.inbound();
    await office.play([call.start(), call.internal('103'), call.answer('103')]);
    await office.settle();
    const assign = (userId: string | null | undefined) =>
      office.ask(office.company.admin, 'PUT /telephony/extensions/103', { userId });
    const before = agent('103');
    expect((await assign(null)).status).toBe(200);
    expect((await assign(office.company.admin.id)).status).toBe(200);
    await office.play([call.end({ internal: '103' })]);
    await office.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({ userId: before, participants: [{ userId: before }] });
    await assign(before);
  });

  test('F9 the direction comes from the event and the prefix, not from `internal`', async () => {
    const out = office.outbound('', '+79037654321');
    await office.play([out.outStart(), out.answer(), out.outEnd()]);
    const answerOnly = office.outbound('101', '+79037654321');
    await office.play([answerOnly.answer()]);
    await office.settle();
    for (const { pbxCallId } of [out, answerOnly])
      expect(await office.call(pbxCallId)).toMatchObject({ direction: 'outbound', clientNumber: '+79037654321' });
  });

  test('F10 answer and end are receipts, the talk is the PBX’s own count', async () => {
    const call = office.inbound();
    await office.play([call.start(), call.internal('101')], 4);
    const answeredAt = office.clock.now().toISOString();
    await office.play([call.answer('101')], 100);
    const endedAt = office.clock.now().toISOString();
    await office.play([call.end({ internal: '101', durationSeconds: 97 })]);
    await office.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({
      answeredAt,
      endedAt,
      talkSeconds: 97,
      waitSeconds: 8,
      timesApproximate: false,
    });
  });
});

describe('5.3 results', () => {
  test.each([
    ['answered', 'answered', 'answered'],
    ['no answer', 'missed', 'not-reached'],
    ['cancel', 'missed', 'not-reached'],
    ['busy', 'missed', 'busy'],
    ['failed', 'missed', 'failed'],
    ['call failed', 'missed', 'failed'],
    ['unallocated number', 'missed', 'failed'],
    ['no money', 'missed', 'no-money'],
    ['no day limit', 'missed', 'no-money'],
    ['gone fishing', 'missed', 'other'],
  ])('5.3 %s is %s incoming and %s outgoing; the word is kept', async (disposition, incoming, outgoing) => {
    const durationSeconds = disposition === 'answered' ? 5 : 0;
    const seat = disposition === 'answered' ? { internal: '101' } : {};
    const inbound = office.inbound();
    const outbound = office.outbound('101', '+79037654321');
    await office.play([
      inbound.start(),
      inbound.internal('101'),
      inbound.end({ disposition, durationSeconds, ...seat }),
      outbound.outStart(),
      outbound.outEnd({ disposition, durationSeconds }),
    ]);
    await office.settle();
    expect(await office.call(inbound.pbxCallId)).toMatchObject({ status: incoming, disposition });
    expect(await office.call(outbound.pbxCallId)).toMatchObject({ status: outgoing, disposition });
  });

  test('9.9 answered by the menu alone is missed, unless that is switched off', async () => {
    for (const [menuOnlyIsMissed, status] of [
      [true, 'missed'],
      [false, 'answered'],
    ] as const) {
      await office.features({ missedCalls: { menuOnlyIsMissed } });
      const call = office.inbound();
      await office.play([call.start(), call.end({ disposition: 'answered', durationSeconds: 12 })]);
      await office.settle();
      expect(await office.call(call.pbxCallId)).toMatchObject({ status });
    }
  });
});

describe('every company for itself', () => {
  test('with equal numbers and equal ids two companies see their own alone', async () => {
    const twin = await office.addCompany('twin');
    const mine = await office.contact({ name: 'Mine', phones: ['+79160000042'] });
    const server = await office.addServer({ baseDomain: 'crm.example.com' });
    const call = office.inbound('+79160000042');
    for (const delivery of [call.start(), call.internal('101'), call.missed()]) {
      await server.post(delivery, { host: 'main.crm.example.com' });
      await server.post(delivery, { host: 'twin.crm.example.com' });
      office.clock.pass(1);
    }
    await office.settle();
    const [a, b] = [await office.call(call.pbxCallId), await office.call(call.pbxCallId, twin)];
    expect([a?.participants[0]?.userId, b?.participants[0]?.userId]).toEqual([agent('101'), twin.ring['101']?.id]);
    expect([a?.clients.map(({ id }) => id), b?.clients]).toEqual([[mine], []]);
    expect((await office.ask(twin.admin, `GET /calls/${a?.id}`)).status).toBe(404);
    expect((await office.ask(twin.admin, `POST /calls/${a?.id}/notes`, { text: 'x' })).status).toBe(404);
    expect((await office.ask(twin.admin, `PUT /calls/${b?.id}/clients/contact/${mine}`)).status).toBe(404);
    expect(await office.journal('', twin.admin)).toHaveLength(1);
    expect(
      (await office.ask(twin.admin, 'POST /telephony/decision', { callerId: '+79160000042', did: DID })).body.clients,
    ).toEqual([]);
  });

  test('without a workspace every table of companies is empty', async () => {
    const { rows: tables } = await office.database.pool.query<{ name: string }>(`
      select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not in ('sessions', 'setup_links') and not c.relispartition`);
    expect(tables.length).toBeGreaterThan(20);
    for (const { name } of tables) {
      const { rows } = await office.database.pool.query(`select count(*)::int as n from ${name}`);
      expect([name, rows[0]]).toEqual([name, { n: 0 }]);
    }
  });
});
