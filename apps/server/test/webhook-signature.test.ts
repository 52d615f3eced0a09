import { createHmac } from 'node:crypto';
import { sampleInboundCall } from '@carillon/zadarma/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT, DID, openOffice, PBX_SECRET, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

const rowsOf = async (table: 'webhook_deliveries' | 'quarantined_deliveries' | 'calls'): Promise<number> => {
  const { rows } = await office.within((tx) =>
    sql<{
      n: number;
    }>`select count(*)::int as n from ${sql.table(table)} where workspace_id = ${office.company.workspaceId}`.execute(tx),
  );
  return rows[0]?.n ?? 0;
};
const refusedRecently = async (): Promise<number> =>
  (await office.ask(office.company.admin, 'GET /telephony/settings')).body.refusedRecently;
const quarantineIsEmpty = () =>
  office.within((tx) => sql`delete from quarantined_deliveries where workspace_id = ${office.company.workspaceId}`.execute(tx));
const withForeignSecret = (callStart = office.wallClock()) =>
  sampleInboundCall({ secret: 'somebody-else', callerId: CLIENT, calledDid: DID, callStart });

describe('F4 a signature that is missing or wrong', () => {
  const start = () => office.inbound().start();
  test.each<[given: string, signature: () => string | undefined]>([
    ['missing', () => undefined],
    ['empty', () => ''],
    ['of another account', () => withForeignSecret().start().headers['signature']],
    ['of another call', () => office.inbound('+79167654321').start().headers['signature']],
    [
      'of the raw digest, as one of the provider’s own libraries computes it',
      () => createHmac('sha1', PBX_SECRET).update(`${CLIENT}${DID}${office.wallClock()}`).digest('base64'),
    ],
    ['one character off', () => start().headers['signature']?.replace(/.$/, 'A')],
    ['very long', () => 'x'.repeat(5000)],
    ['of other letters', () => 'ы'.repeat(56)],
  ])('F4 is refused without effect, counted and quarantined: %s', async (_given, signature) => {
    const { body, headers } = start();
    const { signature: _genuine, ...others } = headers;
    const wrong = signature();
    const stored = await rowsOf('webhook_deliveries');
    const quarantined = await rowsOf('quarantined_deliveries');
    const counted = office.server.counted['refused'] ?? 0;
    const answer = await office.post({
      body,
      headers: wrong === undefined ? others : { ...others, signature: Buffer.from(wrong).toString('latin1') },
    });
    await office.settle();
    expect([answer.status, answer.body.code]).toEqual([403, 'forbidden']);
    expect(await rowsOf('webhook_deliveries')).toBe(stored);
    expect(await rowsOf('calls')).toBe(0);
    expect(await rowsOf('quarantined_deliveries')).toBe(quarantined + 1);
    expect(office.server.counted['refused']).toBe(counted + 1);
  });

  test('F4 three of them in five minutes are seen in the settings; older ones no more', async () => {
    await quarantineIsEmpty();
    for (let i = 0; i < 3; i += 1) await office.post(withForeignSecret().start());
    expect(await refusedRecently()).toBe(3);
    office.clock.pass(301);
    expect(await refusedRecently()).toBe(0);
  });

  test('F4 the quarantine keeps the newest thousand and no more', async () => {
    await quarantineIsEmpty();
    await office.within((tx) =>
      sql`
        insert into quarantined_deliveries (workspace_id, id, connection_id, received_at, event, content_type, raw, signature)
        select ${office.company.workspaceId}, gen_random_uuid(), ${office.company.connectionId}, ${office.clock.now()}::timestamptz - n * interval '1 second', 'old', '', '', ''
        from generate_series(1, 1005) n
      `.execute(tx),
    );
    await office.post(withForeignSecret().start());
    expect(await rowsOf('quarantined_deliveries')).toBe(1000);
    await quarantineIsEmpty();
  });
});

describe('F4 keys that were re-issued', () => {
  test('F4 what was refused meanwhile comes in when the keys are corrected, and nothing that was forged', async () => {
    await quarantineIsEmpty();
    const call = sampleInboundCall({ secret: 'the-new-secret', callerId: CLIENT, calledDid: DID, callStart: office.wallClock() });
    for (const delivery of [call.start(), call.internal('101'), call.answer('101'), withForeignSecret().start()]) {
      expect((await office.post(delivery)).status).toBe(403);
      office.clock.pass(1);
    }
    office.clock.pass(3600);
    await office.changeSecret('the-new-secret');
    const { workspaceId, connectionId } = office.company;
    await office.server.traffic.onKeysCorrected(workspaceId, connectionId);
    office.clock.pass(3);
    await office.settle();
    expect((await office.post(call.end({ internal: '101' }))).status).toBe(200);
    await office.settle();
    const row = await office.call(call.pbxCallId);
    expect(row).toMatchObject({ status: 'answered', extension: '101', timesApproximate: true });
    const { body } = await office.ask(office.company.admin, `GET /calls/${row?.id}/events`);
    expect(body.items.map(({ event }: { event: string }) => event).toSorted()).toEqual([
      'NOTIFY_ANSWER',
      'NOTIFY_END',
      'NOTIFY_INTERNAL',
      'NOTIFY_START',
    ]);
    expect(await rowsOf('quarantined_deliveries')).toBe(1);
    await office.changeSecret(PBX_SECRET);
    await office.server.traffic.onKeysCorrected(workspaceId, connectionId);
  });

  test('F4 what is older than a day stays out', async () => {
    await quarantineIsEmpty();
    const call = sampleInboundCall({ secret: 'the-new-secret', callerId: CLIENT, calledDid: DID, callStart: office.wallClock() });
    await office.post(call.start());
    office.clock.pass(25 * 3600);
    await office.changeSecret('the-new-secret');
    await office.server.traffic.onKeysCorrected(office.company.workspaceId, office.company.connectionId);
    office.clock.pass(3);
    await office.settle();
    expect(await office.call(call.pbxCallId)).toBeUndefined();
    expect(await rowsOf('quarantined_deliveries')).toBe(0);
    await office.changeSecret(PBX_SECRET);
    await office.server.traffic.onKeysCorrected(office.company.workspaceId, office.company.connectionId);
  });

  test('F4 new keys saved by another process count here at once', async () => {
    await office.changeSecret('a-third-secret');
    const call = sampleInboundCall({ secret: 'a-third-secret', callerId: CLIENT, calledDid: DID, callStart: office.wallClock() });
    office.clock.pass(2);
    await expect.poll(async () => (await office.post(call.start())).status).toBe(200);
    await office.changeSecret(PBX_SECRET);
    await expect.poll(async () => (office.clock.pass(2), (await office.post(office.inbound().start())).status)).toBe(200);
  });

  test('F4 without keys nothing is believed, not even an empty signature', async () => {
    await office.changeSecret(null);
    await office.server.traffic.onKeysCorrected(office.company.workspaceId, office.company.connectionId);
    for (const secret of ['', PBX_SECRET, 'null', 'undefined'])
      expect(
        (
          await office.post(
            sampleInboundCall({ secret, callerId: CLIENT, calledDid: DID, callStart: office.wallClock() }).start(),
          )
        ).status,
      ).toBe(403);
    await office.changeSecret(PBX_SECRET);
    await office.server.traffic.onKeysCorrected(office.company.workspaceId, office.company.connectionId);
  });
});

describe('F4 many companies in one installation', () => {
  test('F4 the host names the company, and only its secret is tried', async () => {
    const server = await office.addServer({ baseDomain: 'crm.example.com' });
    const acme = await office.addCompany('acme', 'secret-of-acme');
    const callOf = (secret: string) =>
      sampleInboundCall({ secret, callerId: CLIENT, calledDid: DID, callStart: office.wallClock() });
    const genuine = callOf('secret-of-acme');
    const begin = () => server.post(genuine.start(), { host: 'acme.crm.example.com' });
    await expect.poll(async () => (office.clock.pass(2), (await begin()).status)).toBe(200); // made after this server had read its connections
    expect((await server.post(genuine.internal('101'), { host: 'ACME.crm.example.com:8443' })).status).toBe(200);
    expect((await server.post(callOf(PBX_SECRET).start(), { host: 'acme.crm.example.com' })).status).toBe(403);
    for (const host of [
      'crm.example.com',
      'other.crm.example.com',
      'acme.example.org',
      'a.acme.crm.example.com',
      'evilcrm.example.com',
    ])
      expect([host, (await server.post(genuine.start(), { host })).status]).toEqual([host, 404]);
    await office.settle();
    expect(await office.call(genuine.pbxCallId)).toBeUndefined();
    expect(await office.call(genuine.pbxCallId, acme)).toMatchObject({ extension: null, status: 'ringing' });
    const row = await office.call(genuine.pbxCallId, acme);
    expect(row?.participants[0]?.userId).toBe(acme.ring['101']?.id);
    expect((await office.ask(office.company.admin, `GET /calls/${row?.id}`)).status).toBe(404);
  });
});

describe('F4 the signature has no clock', () => {
  const minutes = (n: number) => office.wallClock(n * 60);

  test.each([
    ['11 minutes old', -11],
    ['a day old', -1440],
    ['11 minutes ahead', 11],
  ])('F4 a START that is %s is stored, answered {} and causes nothing', async (_given, offset) => {
    await office.features({ routeToResponsible: { enabled: true }, callerName: { enabled: true } });
    const number = `+79160010${100 + (Math.abs(offset) % 400) + (offset > 0 ? 1 : 0)}`;
    await office.contact({ name: 'Old Friend', phones: [number], responsibleId: office.company.ring['101']?.id });
    const call = office.inbound(number, { callStart: minutes(offset) });
    await office.settle();
    const before = (await office.journal()).length;
    const answers = await office.play([call.start(), call.internal('101'), call.answer('101')]);
    await office.settle();
    expect(answers.map(({ text }) => text)).toEqual(['{}', '{}', '{}']);
    expect(await office.call(call.pbxCallId)).toBeUndefined();
    expect(await office.journal()).toHaveLength(before);
    const told = (await office.events()).filter(({ fields }) => fields['pbx_call_id'] === call.pbxCallId);
    expect(told.map(({ verdict }) => verdict)).toEqual(['stale', 'stale', 'stale']);
  });

  test('F4 an old ANSWER under a new id keeps nobody busy', async () => {
    await office.contact({ name: 'New Friend', phones: ['+79160000001'], responsibleId: office.company.ring['101']?.id });
    const fresh = office.inbound('+79160000001');
    const old = office.inbound('+79160000001', { callStart: minutes(-30) });
    await office.play([old.answer('101')]);
    await office.settle();
    expect((await office.post(fresh.start())).body).toMatchObject({ redirect: '101' });
    await office.play([fresh.missed()]);
  });

  test('F4 9 minutes are not stale', async () => {
    const call = office.inbound(CLIENT, { callStart: minutes(-9) });
    await office.play([call.start(), call.missed()]);
    await office.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({ status: 'missed' });
  });

  test('F4 the END of a long call completes it, and a transfer in it is news', async () => {
    const call = office.inbound();
    await office.play([call.start(), call.internal('101'), call.answer('101')]);
    office.clock.pass(1800);
    await office.play([call.internal('102', '101'), call.answer('102', '101')]);
    office.clock.pass(600);
    await office.post(call.end({ internal: '101', lastInternal: '102', durationSeconds: 2402 }));
    await office.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({ status: 'answered', extension: '102', talkSeconds: 2402 });
    const told = (await office.events()).filter(({ fields }) => fields['pbx_call_id'] === call.pbxCallId);
    expect(told.map(({ event, verdict }) => [event, verdict]).slice(0, 3)).toEqual([
      ['NOTIFY_END', 'accepted'],
      ['NOTIFY_ANSWER', 'accepted'],
      ['NOTIFY_INTERNAL', 'accepted'],
    ]);
  });
});
