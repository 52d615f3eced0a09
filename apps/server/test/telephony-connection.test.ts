import type { Outside } from '@carillon/simulator';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inWorkspace } from '../src/db/in-workspace.ts';
import { telephonyApp, type TelephonyApp } from './support/telephony-app.ts';

let crm: TelephonyApp;
let clock = Date.now();
let reachable = true;
let echoes = 0;

/** The way from the cloud to this server; `reachable` cuts it. */
const outside: Outside = {
  post: async () => ({ status: 200, body: '{}' }),
  get: async (url) => {
    echoes += 1;
    return reachable ? { status: 200, body: new URL(url).searchParams.get('zd_echo') ?? '' } : { failure: 'ENOTFOUND' };
  },
};

beforeAll(async () => {
  crm = await telephonyApp({ simulator: { outside }, publicUrl: 'http://127.0.0.1:3000', now: () => new Date(clock) });
  crm.simulator.cloud.behaviour.requestsPerMinute = 1_000; // a test's minutes are short
});
beforeEach(async () => {
  reachable = true;
  await inWorkspace(crm.database.db, crm.workspaceId, (tx) => sql`delete from provider_requests`.execute(tx)); // a new minute
});
afterAll(() => crm.close());

const OURS = 'http://127.0.0.1:3000/zadarma';
const OTHER = 'https://old-crm.example.com/hook';
const settings = () => crm.simulator.cloud.settings;
const itemOf = async (name: string) => {
  const { body } = await crm.ask(crm.admin, 'POST /telephony/check');
  return body['items'].find((item: { name: string }) => item.name === name);
};

describe('without keys', () => {
  test('11.2 the checklist says what is missing, in its order', async () => {
    const { status, body } = await crm.ask(crm.admin, 'POST /telephony/check');
    expect(status).toBe(200);
    expect(body['items'].map(({ name, ok }: { name: string; ok: boolean | null }) => [name, ok])).toEqual([
      ['reachable', false],
      ['keys', false],
      ['notifications', null],
      ['extensions', false],
      ['clients', false],
      ['defaultResponsible', false],
      ['recording', null],
      ['callIn', null],
      ['callOut', null],
    ]);
    expect(body['items'][0]).toMatchObject({ code: 'loopback', detail: expect.stringContaining('127.0.0.1') });
  });

  test.each([
    'GET /telephony/balance',
    'GET /telephony/notifications',
    'PUT /telephony/notifications',
    'DELETE /telephony/notifications',
  ])('2.1 %s says that nothing is connected', async (line) => {
    const { status, body } = await crm.ask(crm.admin, line);
    expect([status, body['code']]).toEqual([409, 'not-connected']);
  });

  test('2.7 is for administrators only', async () => {
    for (const line of [
      'POST /telephony/check',
      'GET /telephony/balance',
      'PUT /telephony/notifications',
      'DELETE /telephony/connection',
    ]) {
      expect((await crm.ask(crm.supervisor, line)).status).toBe(403);
    }
  });
});

describe('notifications', () => {
  beforeAll(() => crm.connect());

  test('1.5 are registered with all six switches and read back', async () => {
    for (const name of settings().calls.keys()) settings().calls.set(name, false);
    const { status, body } = await crm.ask(crm.admin, 'PUT /telephony/notifications');
    expect(status).toBe(200);
    expect(body).toMatchObject({ url: OURS, ours: true, record: 'not-yet' });
    expect(body['flags']).toHaveLength(6);
    expect(body['flags'].every(({ on }: { on: boolean }) => on)).toBe(true);
    expect(settings().callUrl).toBe(OURS);
    expect((await crm.ask(crm.admin, 'GET /telephony/notifications')).body).toEqual(body);
  });

  test("1.5 another system's URL is shown, and replaced only on yes", async () => {
    settings().callUrl = OTHER;
    const { status, body } = await crm.ask(crm.admin, 'PUT /telephony/notifications', {});
    expect([status, body['code'], body['url']]).toEqual([409, 'other-url-registered', OTHER]);
    expect(settings().callUrl).toBe(OTHER);
    expect((await crm.ask(crm.admin, 'GET /telephony/notifications')).body).toMatchObject({ url: OTHER, ours: false });
    expect((await crm.ask(crm.admin, 'DELETE /telephony/notifications')).status).toBe(409);
    expect((await itemOf('notifications')).code).toBe('other-url');
    expect((await crm.ask(crm.admin, 'PUT /telephony/notifications', { replace: true })).body).toMatchObject({
      url: OURS,
      ours: true,
    });
  });

  test('1.5 an address the provider can not reach is refused with the cause in words', async () => {
    settings().callUrl = '';
    reachable = false;
    const { status, body } = await crm.ask(crm.admin, 'PUT /telephony/notifications');
    expect([status, body['code']]).toEqual([502, 'provider-refused']);
    expect(body['detail']).toMatch(/127\.0\.0\.1 is an address inside this machine/);
    expect(body['detail']).toMatch(/zd_echo/);
    expect(settings().callUrl).toBe('');
  });

  test('1.5 an old system goes on getting them by relay, until that is ended', async () => {
    const old = 'http://127.0.0.1:9/old'; // the operator's own entry may reach this machine
    settings().callUrl = old;
    const taken = await crm.ask(crm.admin, 'PUT /telephony/notifications', { replace: true, relay: true });
    expect(taken.body).toMatchObject({ url: OURS, relays: [{ kind: 'calls', url: old, passedOn: 0, failed: 0, lastAt: null }] });
    expect((await crm.ask(crm.admin, 'PUT /telephony/notifications', {})).body['relays']).toHaveLength(1); // again, and it stays
    expect((await crm.ask(crm.admin, 'PUT /telephony/notifications', { relay: false })).body['relays']).toEqual([]);
  });

  test.each(['http://10.0.0.7/hook', 'http://127.0.0.1:3000/zadarma?again=1', 'http://[::ffff:a00:1]/'])(
    '1.5 %s is no system to relay to, and nothing is taken from it',
    async (url) => {
      settings().callUrl = url;
      const { status, body } = await crm.ask(crm.admin, 'PUT /telephony/notifications', { replace: true, relay: true });
      expect([status, body['errors'][0].pointer, settings().callUrl]).toEqual([422, '/relay', url]);
    },
  );

  test('1.5 texts and tracked calls come to us, too; another system’s are taken only on yes, and relayed to it', async () => {
    settings().callUrl = '';
    settings().accountUrl = 'http://127.0.0.1:9/texts';
    expect((await crm.ask(crm.admin, 'PUT /telephony/notifications')).body).toMatchObject({
      ours: true,
      account: { url: 'http://127.0.0.1:9/texts', ours: false },
      relays: [],
    });
    expect((await crm.ask(crm.admin, 'PUT /telephony/notifications', { replace: true, relay: true })).body).toMatchObject({
      account: { url: OURS, ours: true, sms: true, callTracking: true },
      relays: [{ kind: 'account', url: 'http://127.0.0.1:9/texts' }],
    });
    expect(settings().accountUrl).toBe(OURS);
    expect((await crm.ask(crm.admin, 'DELETE /telephony/notifications')).status).toBe(204);
    expect([settings().accountUrl, settings().callUrl]).toEqual(['', '']);
    expect((await crm.ask(crm.admin, 'GET /telephony/relays')).body['items']).toEqual([]);
  });

  describe('5.11 that a transcript is ready is reported, too', () => {
    const speech = () => settings().hooks.get('speech_recognition');
    const transcripts = (mode: string) => crm.ask(crm.admin, 'PUT /telephony/extensions/101/transcripts', { mode });
    beforeEach(() => {
      settings().callUrl = OURS;
      settings().accountUrl = OURS;
      for (const name of ['sms', 'call_tracking', 'speech_recognition']) settings().hooks.set(name, true);
    });

    test('1.5 5.11 connecting switches it on with the others, and what the provider says of it then is shown', async () => {
      settings().hooks.set('speech_recognition', false);
      const seen = await crm.ask(crm.admin, 'GET /telephony/notifications');
      expect(seen.body['account']).toMatchObject({ sms: true, speechRecognition: false });
      const { body } = await crm.ask(crm.admin, 'PUT /telephony/notifications');
      expect([body['account'].speechRecognition, speech()]).toEqual([true, true]);
    });

    test('11.2 5.11 the checklist tells of what is switched off, goes to nobody, or to another system by choice', async () => {
      expect(await itemOf('notifications')).toMatchObject({ ok: true, code: 'verified' });
      settings().hooks.set('speech_recognition', false);
      expect(await itemOf('notifications')).toMatchObject({
        ok: false,
        code: 'flags-off',
        detail: 'Switched off: SPEECH_RECOGNITION.',
      });
      settings().accountUrl = '';
      expect(await itemOf('notifications')).toMatchObject({ ok: false, code: 'account-nowhere' });
      settings().accountUrl = 'http://127.0.0.1:9/texts';
      expect(await itemOf('notifications')).toMatchObject({ ok: true, code: 'account-elsewhere' });
    });

    test('5.11 switching transcripts on for an extension switches it on, and nothing else; off leaves it', async () => {
      settings().hooks.set('speech_recognition', false).set('sms', false);
      await transcripts('off');
      expect(speech()).toBe(false);
      expect((await transcripts('always')).status).toBe(200);
      expect([speech(), settings().hooks.get('sms')]).toEqual([true, false]);
      await transcripts('off');
      expect(speech()).toBe(true);
    });

    test('5.11 where nobody has the account’s news they are taken whole, if the calls are ours; another system keeps its own', async () => {
      settings().accountUrl = 'http://127.0.0.1:9/texts';
      settings().hooks.set('speech_recognition', false);
      await transcripts('on-request');
      expect([settings().accountUrl, speech()]).toEqual(['http://127.0.0.1:9/texts', false]);
      settings().accountUrl = settings().callUrl = '';
      await transcripts('on-request');
      expect([settings().accountUrl, speech()]).toEqual(['', false]);
      settings().callUrl = OURS;
      reachable = false;
      expect((await transcripts('on-request')).status).toBe(200); // nothing of it holds up the switch
      expect(settings().accountUrl).toBe('');
      reachable = true;
      await transcripts('always');
      expect([settings().accountUrl, speech()]).toEqual([OURS, true]);
      await transcripts('off');
    });
  });

  test('1.5 when the provider does not reach us, the old system keeps its notifications and gets none from us', async () => {
    settings().callUrl = 'http://127.0.0.1:9/old';
    reachable = false;
    expect((await crm.ask(crm.admin, 'PUT /telephony/notifications', { replace: true, relay: true })).status).toBe(502);
    expect((await crm.ask(crm.admin, 'GET /telephony/relays')).body['items']).toEqual([]);
    expect(settings().callUrl).toBe('http://127.0.0.1:9/old');
    reachable = true;
    await crm.ask(crm.admin, 'PUT /telephony/notifications', { replace: true });
  });

  test('1.5 RECORD is shown as seen once it came', async () => {
    await inWorkspace(crm.database.db, crm.workspaceId, (tx) => sql`update connections set record_seen_at = now()`.execute(tx));
    expect((await crm.ask(crm.admin, 'GET /telephony/notifications')).body['record']).toBe('seen');
  });

  test('1.5 are taken away again', async () => {
    await crm.ask(crm.admin, 'PUT /telephony/notifications');
    expect((await crm.ask(crm.admin, 'DELETE /telephony/notifications')).status).toBe(204);
    expect(settings().callUrl).toBe('');
    expect((await crm.ask(crm.admin, 'DELETE /telephony/notifications')).status).toBe(204);
  });
});

describe('the checklist', () => {
  test('11.2 turns green item by item', async () => {
    await crm.ask(crm.admin, 'PUT /telephony/notifications');
    await crm.ask(crm.admin, `PUT /telephony/extensions/101`, { userId: crm.agent.id });
    await crm.ask(crm.admin, 'PATCH /telephony/settings', { defaultResponsibleId: crm.agent.id });
    await inWorkspace(crm.database.db, crm.workspaceId, async (tx) => {
      await sql`insert into clients (workspace_id, id, type, name, search) values (${crm.workspaceId}, ${uuidv7()}, 'contact', 'Ivan', 'ivan')`.execute(
        tx,
      );
      for (const direction of ['inbound', 'outbound']) {
        await sql`insert into calls (workspace_id, id, connection_id, pbx_call_id, direction, started_at, confirmed)
          values (${crm.workspaceId}, ${uuidv7()}, ${crm.connectionId}, ${direction}, ${direction}, now(), true)`.execute(tx);
      }
    });
    const { body } = await crm.ask(crm.admin, 'POST /telephony/check');
    expect(body['items'].filter(({ ok }: { ok: boolean | null }) => ok !== true)).toEqual([]);
  });

  test('11.2 asks the provider for its echo at most once a minute', async () => {
    const before = echoes;
    await crm.ask(crm.admin, 'POST /telephony/check');
    await crm.ask(crm.admin, 'POST /telephony/check');
    expect(echoes).toBe(before);
  });

  test('1.6 an address that is no longer reached turns red, and green again at once', async () => {
    await crm.ask(crm.admin, 'PATCH /telephony/settings', { areaCode: '495' }); // whatever changes, the echo is asked for anew
    reachable = false;
    expect(await itemOf('reachable')).toMatchObject({ ok: false, code: 'provider-refused' });
    reachable = true;
    expect(await itemOf('reachable')).toMatchObject({ ok: true });
  });

  test('1.6 a switched-off event is named', async () => {
    settings().calls.set('notify_answer', false);
    expect(await itemOf('notifications')).toMatchObject({ ok: false, code: 'flags-off', detail: 'Switched off: NOTIFY_ANSWER.' });
    settings().calls.set('notify_answer', true);
  });

  test('5.9 extensions without recording are named', async () => {
    await inWorkspace(crm.database.db, crm.workspaceId, (tx) =>
      sql`update extensions set recording = 'off' where extension = '102'`.execute(tx),
    );
    expect(await itemOf('recording')).toMatchObject({ ok: false, detail: expect.stringContaining('102') });
  });
});

describe('the balance', () => {
  test('2.6 comes with its currency and is kept for a minute', async () => {
    const { status, body } = await crm.ask(crm.admin, 'GET /telephony/balance');
    expect(status).toBe(200);
    expect(body).toMatchObject({ balance: '18.1636', currency: 'USD' });
    crm.simulator.cloud.account.balance = 5;
    expect((await crm.ask(crm.admin, 'GET /telephony/balance')).body).toEqual(body);
    clock += 61_000;
    expect((await crm.ask(crm.admin, 'GET /telephony/balance')).body['balance']).toBe('5');
  });
});

describe('disconnecting', () => {
  test('2.8 removes keys and, if asked, the registered URL', async () => {
    expect((await crm.ask(crm.admin, 'DELETE /telephony/connection?url=true')).status).toBe(204);
    expect(settings().callUrl).toBe('');
    expect((await crm.ask(crm.admin, 'GET /telephony/settings')).body).toMatchObject({
      connected: false,
      apiKey: null,
      secretSet: false,
    });
    expect((await crm.ask(crm.admin, 'DELETE /telephony/connection')).status).toBe(204);
  });

  test('2.6 a provider that is down makes the balance unavailable, and keeps the keys while the URL can not be removed', async () => {
    await crm.connect();
    await crm.simulator.close();
    const { status, body } = await crm.ask(crm.admin, 'GET /telephony/balance');
    expect([status, body['code']]).toEqual([502, 'provider-unavailable']);
    expect((await crm.ask(crm.admin, 'DELETE /telephony/connection?url=true')).status).toBe(502);
    expect((await crm.ask(crm.admin, 'GET /telephony/settings')).body['connected']).toBe(true);
    expect(await itemOf('keys')).toMatchObject({ ok: null, code: 'provider-unavailable' });
    expect((await crm.ask(crm.admin, 'DELETE /telephony/connection')).status).toBe(204);
  });
});
