import { createDecipheriv, createECDH, createPublicKey, hkdfSync, verify } from 'node:crypto';
import { createServer, get, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openOffice, type OfficeServer, type Person, type PhoneOffice } from './support/phone-office.ts';

type Pushed = { path: string; headers: IncomingHttpHeaders; body: Buffer };

let office: PhoneOffice;
let other: OfficeServer;
let service: Server;
let address: string;
const pushed: Pushed[] = [];
const answers = new Map<string, number>();
const browser = createECDH('prime256v1');
const p256dh = browser.generateKeys('base64url');
const auth = 'BTBZMqHH6r4Tts7J_aSIgg';

beforeAll(async () => {
  office = await openOffice();
  other = await office.addServer();
  await office.untilListening();
  service = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const path = request.url ?? '';
      pushed.push({ path, headers: request.headers, body: Buffer.concat(chunks) });
      response.writeHead(answers.get(path) ?? 201).end();
    });
  });
  await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(service.address() as AddressInfo).port}`; // it listens on a port
});
afterAll(async () => {
  await office.close();
  service.close();
});

const agent = (extension: string): Person => office.company.ring[extension] as Person; // there are 101 to 103

/** Written down as the route does it; the route itself takes push services of browsers only. */
async function subscribe(person: Person, path: string): Promise<void> {
  const { workspaceId } = office.company;
  await office.within((tx) =>
    sql`
      insert into push_subscriptions (workspace_id, id, user_id, endpoint, p256dh, auth, created_at)
      values (${workspaceId}, ${uuidv7()}, ${person.id}, ${address + path}, ${p256dh}, ${auth}, ${office.clock.now()})
    `.execute(tx),
  );
}
const subscriptions = async (): Promise<string[]> => {
  const { rows } = await office.within((tx) =>
    sql<{ endpoint: string }>`select endpoint from push_subscriptions where workspace_id = ${office.company.workspaceId}`.execute(
      tx,
    ),
  );
  return rows.map(({ endpoint }) => endpoint.slice(address.length));
};
const reached = (path: string): Pushed[] => pushed.filter((each) => each.path === path);

async function ring(number: string, ...extensions: string[]): Promise<void> {
  const call = office.inbound(number);
  await office.play([call.start(), ...extensions.map((extension) => call.internal(extension))]);
  await office.settle();
}

describe('4.12 Web Push', () => {
  test('shows a ring in the browsers of somebody who has no page open, once, whoever of the servers hears of it', async () => {
    await office.contact({ name: 'Щукин Юрий', phones: ['+79035550001'] });
    for (const path of ['/a', '/b']) await subscribe(agent('101'), path);
    await subscribe(agent('103'), '/not-ringing');
    await ring('+79035550001', '101');
    await expect.poll(() => [reached('/a').length, reached('/b').length]).toEqual([1, 1]);
    const [message] = reached('/a');
    expect(message?.headers).toMatchObject({ ttl: '30', urgency: 'high', 'content-encoding': 'aes128gcm' });
    expect(JSON.parse(readPush(message?.body ?? Buffer.of()))).toMatchObject({
      title: 'Incoming call: Щукин Юрий',
      body: '+79035550001 · Main',
    });
    await ring('+79035550009', '102'); // news that both servers have told after the first
    await expect.poll(() => office.server.traffic.folding() + other.traffic.folding()).toBe(0);
    expect([reached('/a').length, reached('/b').length, reached('/not-ringing').length]).toEqual([1, 1, 0]);
  });

  test('says who sends it, in a way that the push service can check with the key of the subscription', async () => {
    const { publicKey } = (await office.ask(agent('101'), 'GET /push-key')).body;
    const header = reached('/a')[0]?.headers.authorization ?? '';
    const [, token = '', key] = /^vapid t=(.+), k=(.+)$/.exec(header) ?? [];
    expect(key).toBe(publicKey);
    const [head, claims, signature] = token.split('.');
    const point = Buffer.from(publicKey, 'base64url');
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    };
    const valid = verify(
      'sha256',
      Buffer.from(`${head}.${claims}`),
      { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature ?? '', 'base64url'),
    );
    expect(valid).toBe(true);
    expect(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString())).toMatchObject({
      aud: address,
      sub: expect.stringMatching(/^mailto:.+@example\.com$/),
    });
    expect((await other.ask(agent('102'), 'GET /push-key')).body.publicKey).toBe(publicKey);
    const { rows } = await sql<{ sealed: string }>`select sealed_private_key as sealed from push_keys`.execute(
      office.database.db,
    );
    expect(rows.map(({ sealed }) => sealed)).toEqual([expect.stringMatching(/^v1\./)]);
  });

  test('keeps quiet while a page is open on any server, and speaks again when it is closed', async () => {
    await subscribe(agent('102'), '/c');
    const url = `${await other.url()}/api/v1/live`;
    const stream = get(url, { headers: { authorization: `Bearer ${agent('102').token}` } });
    stream.on('error', () => undefined); // closed by this test
    await new Promise((resolve) => stream.once('response', resolve));
    const isOpen = async (): Promise<boolean> => {
      const { rows } = await office.within((tx) =>
        sql`select from open_streams where workspace_id = ${office.company.workspaceId} and user_id = ${agent('102').id} and until > ${office.clock.now()}`.execute(
          tx,
        ),
      );
      return rows.length > 0;
    };
    await expect.poll(isOpen).toBe(true);
    await ring('+79035550002', '101', '102');
    await expect.poll(() => reached('/a').length).toBe(2); // the colleague without a page was told meanwhile
    stream.destroy();
    await expect.poll(isOpen).toBe(false);
    expect(reached('/c')).toEqual([]);
    await ring('+79035550003', '102');
    await expect.poll(() => reached('/c').length).toBe(1);
  });

  test('forgets a browser that has unsubscribed, and no other', async () => {
    answers.set('/a', 410);
    answers.set('/b', 500);
    await ring('+79035550004', '101');
    await expect.poll(subscriptions).not.toContain('/a');
    expect(await subscriptions()).toContain('/b');
  });
});

describe('4.12 subscribing', () => {
  const keys = { p256dh, auth };
  const endpoint = 'https://fcm.googleapis.com/fcm/send/abc';

  test('takes push services of browsers only: the server calls no address that somebody names', async () => {
    for (const wrong of [
      'http://fcm.googleapis.com/x',
      'https://fcm.googleapis.com:8443/x',
      'https://127.0.0.1/x',
      'https://fcm.googleapis.com.evil.example/x',
      'https://evil.example/fcm.googleapis.com',
      'nonsense',
    ]) {
      expect((await office.ask(agent('101'), 'POST /push-subscriptions', { endpoint: wrong, keys })).status).toBe(422);
    }
    const firefox = 'https://updates.push.services.mozilla.com/wpush/v2/abc';
    expect((await office.ask(agent('101'), 'POST /push-subscriptions', { endpoint: firefox, keys })).status).toBe(201);
    expect((await office.ask(null, 'POST /push-subscriptions', { endpoint, keys })).status).toBe(401);
  });

  test('one browser has one subscription, of whoever signed in last; only they take it back', async () => {
    const first = await office.ask(agent('101'), 'POST /push-subscriptions', { endpoint, keys });
    const again = await office.ask(agent('102'), 'POST /push-subscriptions', { endpoint, keys });
    expect(again.body.id).toBe(first.body.id);
    expect((await office.ask(agent('101'), `DELETE /push-subscriptions/${first.body.id}`)).status).toBe(404);
    expect((await office.ask(agent('102'), `DELETE /push-subscriptions/${first.body.id}`)).status).toBe(204);
    expect((await office.ask(agent('102'), `DELETE /push-subscriptions/${first.body.id}`)).status).toBe(404);
  });
});

/** What the browser does with a message. */
function readPush(body: Buffer): string {
  const [salt, theirs, sealed] = [body.subarray(0, 16), body.subarray(21, 86), body.subarray(86)];
  const derive = (input: Buffer, from: Buffer, info: Buffer, bytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', input, from, info, bytes));
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), browser.getPublicKey(), theirs]);
  const input = derive(browser.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32);
  const key = derive(input, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const decipher = createDecipheriv('aes-128-gcm', key, derive(input, salt, Buffer.from('Content-Encoding: nonce\0'), 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return padded.subarray(0, padded.lastIndexOf(2)).toString('utf8');
}
