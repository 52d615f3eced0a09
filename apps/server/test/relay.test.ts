import { parseDelivery, verifySignature } from '@carillon/zadarma';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { touchConnection } from '../src/provider/connection.ts';
import { isLoopback, isPublicAddress } from '../src/http/public-address.ts';
import { RelayLine } from '../src/features/relay/relay-line.ts';
import { refuseTarget } from '../src/features/relay/relay-target.ts';
import { Postman } from '../src/features/relay/send-on.ts';
import { type Gate, openGate } from './support/gate.ts';
import { openOldSystem, type OldSystem } from './support/old-system.ts';
import { openOffice, PBX_SECRET, type PhoneOffice } from './support/phone-office.ts';

describe('addresses', () => {
  test.each(
    `127.0.0.1 10.1.2.3 172.31.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 198.18.0.1 ::1 :: fe80::1 fc00::1
    fd12::1 ff02::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 64:ff9b::7f00:1 2002:7f00:1:: 2001:db8::1 2001::1 localhost`.split(/\s+/),
  )('1.5 %s is none of the open internet', (address) => expect(isPublicAddress(address)).toBe(false));

  test.each(['8.8.8.8', '185.45.152.42', '2a00:1450:4001::8a'])('1.5 %s is', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );

  test('1.5 loopback is this machine alone', () => {
    expect(['127.9.9.9', '::1'].every(isLoopback)).toBe(true);
    expect(['10.0.0.1', '169.254.169.254', 'fe80::1'].some(isLoopback)).toBe(false);
  });

  const ours = { publicUrl: 'https://crm.example.com', baseDomain: undefined };
  test.each<[url: string, words: RegExp]>([
    ['ftp://old.example.com/hook', /http/],
    ['file:///etc/passwd', /http/],
    ['no address', /no address/],
    ['https://name:word@8.8.8.8/hook', /password/],
    ['https://crm.example.com/zadarma/', /our own/],
    ['http://crm.example.com/zadarma', /our own/],
    ['http://127.0.0.1/hook', /inside/],
    ['http://0x7f.1/hook', /inside/],
    ['http://2130706433/hook', /inside/],
    ['http://[::ffff:a00:1]/hook', /inside/],
    ['http://169.254.169.254/latest/meta-data', /inside/],
    ['http://localhost/hook', /inside/],
  ])('1.5 nothing is passed on to %s', async (url, words) => {
    expect(await refuseTarget(url, { reach: { loopback: false }, ours })).toMatch(words);
  });

  test('1.5 the operator’s own provider entry may reach this machine, and nothing else inside', async () => {
    const reach = { loopback: true };
    expect(await refuseTarget('http://127.0.0.1:9/hook', { reach, ours })).toBeUndefined();
    expect(await refuseTarget('http://10.0.0.1/hook', { reach, ours })).toMatch(/inside/);
  });

  test('1.5 with many companies every company’s address is our own', async () => {
    const many = { publicUrl: 'https://crm.example.com', baseDomain: 'crm.example.com' };
    const words = await refuseTarget('https://other.crm.example.com/zadarma', { reach: { loopback: false }, ours: many });
    expect(words).toMatch(/our own/);
  });
});

describe('the way', () => {
  let old: OldSystem;
  let postman: Postman;
  const letter = { raw: Buffer.from('event=NOTIFY_START'), contentType: 'application/x-www-form-urlencoded', signature: 'S' };
  beforeAll(async () => {
    old = await openOldSystem();
    postman = new Postman();
  });
  afterAll(async () => {
    await postman.close();
    await old.close();
  });

  test('1.5 a name that leads inside is found out where it is used, whatever it meant before', async () => {
    const byName = old.url.replace('127.0.0.1', 'localhost');
    expect(await postman.sendOn(byName, letter, { loopback: false })).toEqual({ status: null, fault: 'inside' });
    expect(await postman.sendOn(old.url, letter, { loopback: false })).toEqual({ status: null, fault: 'inside' });
    expect(old.heard).toHaveLength(0);
    expect(await postman.sendOn(byName, letter, { loopback: true })).toEqual({ status: 200, fault: null });
  });

  test('1.5 a redirect is not followed', async () => {
    const before = old.heard.length;
    old.answers((reply) => reply.writeHead(307, { location: old.url }).end());
    expect(await postman.sendOn(old.url, letter, { loopback: true })).toEqual({ status: 307, fault: null });
    expect(old.heard).toHaveLength(before + 1);
  });
});

describe('the queue', () => {
  const letter = { raw: Buffer.alloc(10), contentType: '', signature: undefined };

  test('1.5 is bounded in number, and what does not fit counts as failed', async () => {
    const line = new RelayLine({ now: () => new Date(0), send: async () => ({ status: 204, fault: null }) });
    for (let n = 0; n < 1_500; n += 1) line.push(letter);
    await line.idle();
    expect(line.takeTally()).toMatchObject({ passedOn: 1_000, failed: 500 });
    expect(line.takeTally()).toBeUndefined();
  });

  test('1.5 is bounded in bytes', async () => {
    const line = new RelayLine({ now: () => new Date(0), send: async () => ({ status: 200, fault: null }) });
    for (let n = 0; n < 200; n += 1) line.push({ ...letter, raw: Buffer.alloc(64 * 1024) });
    await line.idle();
    expect(line.takeTally()).toMatchObject({ passedOn: 128, failed: 72 });
  });

  test('1.5 leaves a dead system alone: the rest is not even tried', async () => {
    let tried = 0;
    const send = async () => {
      tried += 1;
      return { status: null, fault: 'ECONNREFUSED' };
    };
    const line = new RelayLine({ now: () => new Date(0), send });
    for (let n = 0; n < 100; n += 1) line.push(letter);
    await line.idle();
    expect(tried).toBeLessThan(10);
    expect(line.takeTally()).toMatchObject({ passedOn: 0, failed: 100, last: { status: null, fault: 'ECONNREFUSED' } });
  });
});

describe('notifications', () => {
  let office: PhoneOffice;
  let old: OldSystem;
  let gate: Gate | undefined;
  beforeAll(async () => {
    office = await openOffice();
  });
  beforeEach(async () => {
    old = await openOldSystem();
    await relayTo({ calls: old.url });
  });
  afterEach(async () => {
    await office.settle();
    await relayTo({});
    await old.close();
    await gate?.close();
  });
  afterAll(() => office.close());

  /** As the settings leave it; the doors know it at once. */
  async function relayTo(urls: { calls?: string; account?: string }): Promise<void> {
    const { workspaceId, connectionId } = office.company;
    await office.within(async (tx) => {
      await sql`update connections set provider = 'custom' where workspace_id = ${workspaceId}`.execute(tx);
      await sql`delete from relays where workspace_id = ${workspaceId}`.execute(tx);
      for (const [kind, url] of Object.entries(urls)) {
        await sql`insert into relays (workspace_id, connection_id, kind, url, started_at)
          values (${workspaceId}, ${connectionId}, ${kind}, ${url}, now())`.execute(tx);
      }
      await touchConnection(tx, { workspaceId, id: connectionId });
    });
    await office.server.traffic.onKeysCorrected(workspaceId, connectionId); // reads the connections
  }
  const relays = async () => (await office.ask(office.company.admin, 'GET /telephony/relays')).body.items;

  test('1.5 go on byte by byte under the signature that the provider’s check accepts, and our answer is ours', async () => {
    const call = office.inbound();
    const deliveries = [call.start(), call.internal('101'), call.end({ internal: '101' })];
    const answers = await office.play(deliveries);
    await office.settle();
    expect(answers.map(({ text }) => text)).toEqual(['{}', '{}', '{}']); // not the old system's redirect
    expect(old.heard.map(({ body }) => body.toString()).toSorted()).toEqual(deliveries.map(({ body }) => body).toSorted());
    for (const { body, headers } of old.heard) {
      const type = headers['content-type'] ?? '';
      expect(type).toBe(deliveries[0]?.headers['content-type']);
      const signature = String(headers['signature']);
      expect(verifySignature(parseDelivery(body.toString(), type), signature, PBX_SECRET)).toBe('valid');
    }
    expect(await relays()).toMatchObject([{ kind: 'calls', url: old.url, passedOn: 3, failed: 0, lastStatus: 200 }]);
  });

  test('1.5 odd bytes are not touched: a multipart body, other encodings of the same text', async () => {
    await relayTo({ calls: old.url, account: old.url });
    const sms = office.sign(
      { event: 'SMS', result: '{"caller_id":"79161234567","caller_did":"74951112233","text":"Привет\\u0021 + %2B"}' },
      'multipart',
    );
    const plus = office.inbound('+79160000077').start();
    const odd = { ...plus, body: plus.body.replace('%2B', '%2b') };
    await office.play([sms, odd]);
    await office.settle();
    const sent = [sms, odd].map(({ body, headers }) => `${headers['content-type']}\n${body}`);
    const came = old.heard.map(({ body, headers }) => `${headers['content-type']}\n${body.toString()}`);
    expect(came.toSorted()).toEqual(sent.toSorted());
  });

  test('1.5 of the account go where it reported them, not to the address of the calls', async () => {
    await office.post(office.sign({ event: 'SMS', result: '{"caller_id":"1","caller_did":"2","text":"x"}' }, 'multipart'));
    await office.settle();
    expect(old.heard).toHaveLength(0);
  });

  test('F4 that nobody signed, or somebody else, are not passed on', async () => {
    const forged = office.inbound().start();
    await office.post({ ...forged, headers: { ...forged.headers, Signature: 'A'.repeat(56) } });
    await office.settle();
    expect(old.heard).toHaveLength(0);
  });

  test('1.5 that another Carillon passed on to us stay here: two must not play ping-pong', async () => {
    const delivery = office.inbound().start();
    const { status } = await office.post({ ...delivery, headers: { ...delivery.headers, 'carillon-relayed': '1' } });
    await office.settle();
    expect([status, old.heard.length]).toEqual([200, 0]);
  });

  test.each<[given: string, how: (target: OldSystem) => void, fault: object]>([
    ['is dead', (target) => target.answers((reply) => reply.destroy()), { lastStatus: null }],
    ['fails', (target) => target.answers((reply) => reply.writeHead(500).end('{"redirect":"999"}')), { lastStatus: 500 }],
    [
      'sends us elsewhere',
      (target) => target.answers((reply) => reply.writeHead(302, { location: 'http://169.254.169.254/' }).end()),
      { lastStatus: 302 },
    ],
  ])('1.5 an old system that %s changes nothing for us', async (_given, how, fault) => {
    how(old);
    const call = office.inbound();
    const answers = await office.play([call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
    expect(answers.map(({ status, text }) => [status, text])).toEqual(Array.from({ length: 4 }, () => [200, '{}']));
    await office.settle();
    expect(await office.call(call.pbxCallId)).toMatchObject({ status: 'answered', extension: '101' });
    expect(old.heard).toHaveLength(4);
    expect(await relays()).toMatchObject([{ passedOn: 0, failed: 4, ...fault }]);
  });

  test('1.5 an old system that never answers holds up neither the door nor the fold', async () => {
    old.answers(() => undefined);
    const call = office.inbound();
    await office.play([call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
    await expect.poll(() => old.heard.length).toBe(4); // all four hang there
    await expect.poll(() => office.call(call.pbxCallId)).toMatchObject({ status: 'answered' });
    await old.close();
    old = await openOldSystem();
  });

  test('1.5 two processes pass each one on once, however often the provider sends it', async () => {
    const other = await office.addServer();
    const stories = Array.from({ length: 20 }, (_, n) => office.inbound(`+7916555${1000 + n}`));
    await Promise.all(stories.map((call, n) => (n % 2 === 0 ? office.server : other).post(call.start())));
    await office.settle();
    expect(new Set(old.heard.map(({ body }) => body.toString())).size).toBe(20);
    expect(old.heard).toHaveLength(20);
    expect(await relays()).toMatchObject([{ passedOn: 20, failed: 0 }]);
  });

  test('1.5, F5 go on at once while the database is away, and not again when the spool is drained', async () => {
    gate = await openGate(office.database);
    const server = await office.addServer({ connection: gate.connection, budgetMs: undefined });
    await server.post(office.inbound('+79160000001').start());
    await expect.poll(() => old.heard.length).toBe(1);
    gate.shut();
    server.ready.value = false;
    const call = office.inbound();
    expect((await server.post(call.start())).text).toBe('{}');
    expect(server.spool.count).toBe(1);
    await expect.poll(() => old.heard.length).toBe(2);
    gate.open();
    server.ready.value = true;
    server.traffic.databaseIsBack();
    await expect.poll(() => server.spool.count).toBe(0);
    await expect.poll(() => server.traffic.settle().then(() => 'folded', String)).toBe('folded');
    expect(old.heard).toHaveLength(2);
    server.ready.value = false; // its database goes with the test
  });

  test('1.5, F5 that came before any database was seen go on when they are verified, once', async () => {
    const server = await office.addServer({ ready: false });
    const deliveries = [office.inbound('+79160000002').start(), office.inbound('+79160000003').start()];
    for (const delivery of deliveries) await server.post(delivery);
    const forged = office.inbound('+79160000004').start();
    await server.post({ ...forged, headers: { ...forged.headers, Signature: 'A'.repeat(56) } });
    expect([server.spool.count, old.heard.length]).toEqual([3, 0]);
    server.ready.value = true;
    server.traffic.databaseIsBack();
    await expect.poll(() => server.spool.count).toBe(0);
    await server.traffic.settle();
    await server.traffic.settle();
    expect(old.heard.map(({ body }) => body.toString()).toSorted()).toEqual(deliveries.map(({ body }) => body).toSorted());
  });

  test('1.5 can be ended by administrators alone, and nothing goes on any more', async () => {
    const { admin, ring } = office.company;
    expect((await office.ask(ring['101'] ?? null, 'GET /telephony/relays')).status).toBe(403);
    expect((await office.ask(ring['101'] ?? null, 'DELETE /telephony/relays')).status).toBe(403);
    expect((await office.ask(admin, 'DELETE /telephony/relays')).status).toBe(204);
    expect(await relays()).toEqual([]);
    await office.server.traffic.onKeysCorrected(office.company.workspaceId, office.company.connectionId);
    await office.post(office.inbound('+79160000009').start());
    await office.settle();
    expect(old.heard).toHaveLength(0);
  });
});
