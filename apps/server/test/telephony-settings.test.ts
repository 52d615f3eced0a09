import { DEFAULT_FEATURES } from '@carillon/contract';
import { createServer } from 'node:net';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inWorkspace } from '../src/db/in-workspace.ts';
import { telephonyApp, type TelephonyApp } from './support/telephony-app.ts';

let crm: TelephonyApp;
beforeAll(async () => {
  crm = await telephonyApp({ simulator: { account: { timezone: 'Asia/Yekaterinburg' } } });
});
afterAll(() => crm.close());

const SETTINGS = '/telephony/settings';

describe('a new workspace', () => {
  test('2.5 has every feature off, and is not connected', async () => {
    const { status, body } = await crm.ask(crm.admin, `GET ${SETTINGS}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      connected: false,
      secretSet: false,
      apiKey: null,
      country: 'RU',
      accountTimezone: 'Europe/Moscow',
    });
    expect(body['features']).toEqual(DEFAULT_FEATURES);
    expect(body['webhookUrl']).toBe('https://crm.example.com/zadarma');
  });

  test("1.7 lists the operator's providers, without their URLs", async () => {
    const { body } = await crm.ask(crm.admin, `GET ${SETTINGS}`);
    expect(body['providers'].map(({ id }: { id: string }) => id)).toEqual(['custom', 'zadarma', 'novofon']);
    expect(JSON.stringify(body['providers'])).not.toContain(crm.simulator.url);
    expect(body['provider']).toBe('custom');
  });

  test('2.7 shows its telephony settings to administrators only', async () => {
    for (const person of [crm.agent, crm.supervisor]) {
      expect((await crm.ask(person, `GET ${SETTINGS}`)).status).toBe(403);
      expect((await crm.ask(person, `PATCH ${SETTINGS}`, { areaCode: 'not even valid' })).status).toBe(403);
    }
    expect((await crm.ask(null, `GET ${SETTINGS}`)).status).toBe(401);
  });
});

describe('keys', () => {
  test('2.1 that the provider refuses are not saved', async () => {
    const wrong = { apiKey: crm.simulator.key, apiSecret: 'ffffffffffffffffffff' };
    const { status, body } = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, wrong);
    expect([status, body['code']]).toEqual([422, 'keys-refused']);
    expect((await crm.ask(crm.admin, `GET ${SETTINGS}`)).body).toMatchObject({
      connected: false,
      apiKey: null,
      secretSet: false,
    });
  });

  test('2.1 that are good connect, suggest the time zone, read the extensions, and stay secret', async () => {
    const { status, body } = await crm.connect();
    expect(status).toBe(200);
    expect(body).toMatchObject({ connected: true, secretSet: true, apiKey: crm.simulator.key });
    expect(body).toMatchObject({ accountTimezone: 'Asia/Yekaterinburg', timezoneConfirmed: false });
    expect(JSON.stringify(body)).not.toContain(crm.simulator.secret);
    expect(crm.logged()).not.toContain(crm.simulator.secret);
    expect(crm.corrected).toEqual([crm.connectionId]);
    const { rows } = await crm.database.ownerPool.query('select sealed_secret from connections');
    expect(JSON.stringify(rows)).not.toContain(crm.simulator.secret);
    const list = await crm.ask(crm.admin, 'GET /telephony/extensions');
    expect(list.body['items'].map((each: { extension: string }) => each.extension)).toEqual(['101', '102', '103', '104']);
  });

  test('2.1 refused later leave the old ones at work', async () => {
    const { status } = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { apiSecret: 'ffffffffffffffffffff', areaCode: '495' });
    expect(status).toBe(422);
    expect((await crm.ask(crm.admin, `GET ${SETTINGS}`)).body).toMatchObject({ connected: true, areaCode: null });
    expect((await crm.ask(crm.admin, 'POST /telephony/extensions/refresh')).status).toBe(200);
  });

  test('2.1 given by halves are tried together with the stored other half', async () => {
    expect((await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { apiSecret: ` ${crm.simulator.secret}\n` })).status).toBe(200);
    expect((await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { apiKey: crm.simulator.key })).body['connected']).toBe(true);
    const other = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { apiKey: 'eeeeeeeeeeeeeeeeeeee' });
    expect([other.status, other.body['code']]).toEqual([422, 'keys-refused']);
  });

  test('2.1 saved by two at once are saved once or twice, never half and half', async () => {
    const both = await Promise.all([crm.connect(), crm.connect()]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await crm.ask(crm.admin, 'POST /telephony/extensions/refresh')).status).toBe(200);
  });

  test('2.8 given as null are removed', async () => {
    const { body } = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { apiKey: null, apiSecret: null });
    expect(body).toMatchObject({ connected: false, secretSet: false, apiKey: null });
    const refresh = await crm.ask(crm.admin, 'POST /telephony/extensions/refresh');
    expect([refresh.status, refresh.body['code']]).toEqual([409, 'not-connected']);
    await crm.connect();
  });

  test('2.1 leave a line in the trail that holds neither of them', async () => {
    const { rows } = await crm.database.ownerPool.query(
      `
      select about from (select set_config('app.workspace_id', $1, false)) s, audit_entries where action = 'telephony.keys-saved'`,
      [crm.workspaceId],
    );
    const text = JSON.stringify(rows);
    expect(text).toContain('apiSecret');
    expect(text).not.toContain(crm.simulator.secret);
    expect(text).not.toContain(crm.simulator.key);
  });
});

describe('the patch', () => {
  test('2.5 changes what it names and leaves the siblings', async () => {
    const one = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { features: { autoCreate: { inbound: { enabled: true } } } });
    expect(one.body['features'].autoCreate).toEqual({
      ...DEFAULT_FEATURES.autoCreate,
      inbound: { enabled: true, create: 'lead', alsoMissed: true },
    });
    const two = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { features: { blacklist: { enabled: true } }, areaCode: '495' });
    expect(two.body['features'].autoCreate.inbound.enabled).toBe(true);
    expect(two.body['features'].blacklist).toEqual({ enabled: true, reply: 'busy', hiddenNumbers: false });
    expect(two.body).toMatchObject({ areaCode: '495', connected: true });
  });

  test.each([1, 2, -1, 121, 3.5, '15'])('7.2 refuses a return time-out of %s and says the range', async (seconds) => {
    const patch = { features: { routeToResponsible: { returnTimeoutSeconds: seconds } } };
    const { status, body } = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, patch);
    expect([status, body['code']]).toEqual([422, 'invalid']);
    expect(body['errors'][0].pointer).toBe('/features/routeToResponsible/returnTimeoutSeconds');
    expect(body['errors'][0].detail).toMatch(/0.*3 to 120/);
  });

  test.each([0, 3, 120])('7.2 takes a return time-out of %s', async (seconds) => {
    const patch = { features: { routeToResponsible: { returnTimeoutSeconds: seconds } } };
    const { body } = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, patch);
    expect(body['features'].routeToResponsible.returnTimeoutSeconds).toBe(seconds);
  });

  test.each<[object, string]>([
    [{ accountTimezone: 'Mars/Olympus' }, '/accountTimezone'],
    [{ accountTimezone: '+03:00' }, '/accountTimezone'],
    [{ ipAllowList: { ranges: ['185.45.152.40/30', '185.45.152.40/33'] } }, '/ipAllowList/ranges/1'],
    [{ ipAllowList: { ranges: ['everybody'] } }, '/ipAllowList/ranges/0'],
    [{ provider: 'https://evil.example.com' }, '/provider'],
    [{ defaultResponsibleId: uuidv7() }, '/defaultResponsibleId'],
    [{ features: { blacklist: { enable: true } } }, '/features/blacklist/enable'],
    [{ features: { teleport: { enabled: true } } }, '/features/teleport'],
    [{ features: { blacklist: { reply: 'shout' } } }, '/features/blacklist/reply'],
    [{ apiKey: ' ' }, '/apiKey'],
    [{ country: 'XX' }, '/country'],
  ])('2.5 refuses %j with its pointer, and saves nothing', async (patch, pointer) => {
    const { status, body } = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { ...patch, areaCode: '812' });
    expect([status, body['code'], body['errors']?.[0]?.pointer]).toEqual([422, 'invalid', pointer]);
    expect((await crm.ask(crm.admin, `GET ${SETTINGS}`)).body['areaCode']).toBe('495');
  });

  test('2.4 takes an active user as the default responsible, and nobody', async () => {
    const set = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { defaultResponsibleId: crm.agent.id });
    expect(set.body['defaultResponsibleId']).toBe(crm.agent.id);
    const gone = await crm.addPerson('Gone');
    await inWorkspace(crm.database.db, crm.workspaceId, (tx) =>
      sql`update users set active = false where id = ${gone.id}`.execute(tx),
    );
    expect((await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { defaultResponsibleId: gone.id })).status).toBe(422);
    expect((await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { defaultResponsibleId: null })).body['defaultResponsibleId']).toBe(
      null,
    );
  });

  test('F7 a zone chosen by a person is confirmed, and new keys no longer change it', async () => {
    const { body } = await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { accountTimezone: 'Europe/Samara' });
    expect(body).toMatchObject({ accountTimezone: 'Europe/Samara', timezoneConfirmed: true });
    expect((await crm.connect()).body).toMatchObject({ accountTimezone: 'Europe/Samara', timezoneConfirmed: true });
  });

  test('F4 tells every process that its copy of the connection is old', async () => {
    const client = await crm.database.pool.connect();
    const heard = new Promise<string | undefined>((resolve) => client.on('notification', ({ payload }) => resolve(payload)));
    await client.query('listen carillon_connections');
    await crm.ask(crm.admin, `PATCH ${SETTINGS}`, { areaCode: '496' });
    expect(await heard).toBe(crm.connectionId);
    client.release(true);
  });
});

describe('what the page warns of', () => {
  test('F7 three calls in an hour that disagree by the same quarter-hours', async () => {
    const disagree = (call: string, quarters: number) =>
      inWorkspace(crm.database.db, crm.workspaceId, (tx) =>
        sql`insert into clock_disagreements values (${crm.workspaceId}, ${crm.connectionId}, ${call}, now(), ${quarters})`.execute(
          tx,
        ),
      );
    for (const [call, quarters] of [
      ['a', 8],
      ['b', 8],
      ['c', 4],
      ['d', 0],
      ['e', 0],
      ['f', 0],
    ] as const)
      await disagree(call, quarters);
    expect((await crm.ask(crm.admin, `GET ${SETTINGS}`)).body['clockSkewMinutes']).toBe(null);
    await disagree('g', 8);
    expect((await crm.ask(crm.admin, `GET ${SETTINGS}`)).body['clockSkewMinutes']).toBe(120);
  });

  test('1.6 the last notification that came', async () => {
    expect((await crm.ask(crm.admin, `GET ${SETTINGS}`)).body['lastEventAt']).toBe(null);
    await inWorkspace(crm.database.db, crm.workspaceId, (tx) =>
      sql`insert into webhook_deliveries (workspace_id, id, received_at, connection_id, event, content_type, raw)
        select ${crm.workspaceId}, gen_random_uuid(), t, ${crm.connectionId}, 'NOTIFY_END', 'x', ''
        from unnest(array['2026-03-14T09:26:53Z', '2026-03-13T09:26:53Z']::timestamptz[]) t`.execute(tx),
    );
    expect((await crm.ask(crm.admin, `GET ${SETTINGS}`)).body['lastEventAt']).toBe('2026-03-14T09:26:53.000Z');
  });

  test('F4 notifications refused in the last five minutes are counted', async () => {
    await inWorkspace(crm.database.db, crm.workspaceId, (tx) =>
      sql`select quarantine_delivery(${crm.workspaceId}, ${crm.connectionId}, gen_random_uuid(), now() - make_interval(mins => m), 'NOTIFY_END', 'x', '', 'sig')
        from unnest(array[1, 4, 6]) m`.execute(tx),
    );
    expect((await crm.ask(crm.admin, `GET ${SETTINGS}`)).body['refusedRecently']).toBe(2);
  });
});

describe('a provider that fails', () => {
  test('2.1 down: 502, nothing is saved, and what was connected stays so', async () => {
    const own = await telephonyApp();
    try {
      expect((await own.connect()).status).toBe(200);
      await own.simulator.close();
      const { status, body } = await own.ask(own.admin, `PATCH ${SETTINGS}`, { apiSecret: 'ffffffffffffffffffff' });
      expect([status, body['code']]).toEqual([502, 'provider-unavailable']);
      expect((await own.ask(own.admin, `GET ${SETTINGS}`)).body).toMatchObject({ connected: true, apiKey: own.simulator.key });
      const refresh = await own.ask(own.admin, 'POST /telephony/extensions/refresh');
      expect([refresh.status, refresh.body['code']]).toEqual([502, 'provider-unavailable']);
      expect((await own.ask(own.admin, 'GET /telephony/extensions')).body['items']).toHaveLength(4);
    } finally {
      await own.close();
    }
  });

  test('2.1 silent: 502 in time, although it never answers', async () => {
    const silent = createServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const own = await telephonyApp({ apiUrl: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` });
    try {
      const { status, body } = await own.connect();
      expect([status, body['code']]).toEqual([502, 'provider-unavailable']);
    } finally {
      await own.close();
      silent.close();
    }
  });
});
