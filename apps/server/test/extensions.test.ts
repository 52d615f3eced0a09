import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Person, telephonyApp, type TelephonyApp } from './support/telephony-app.ts';

let crm: TelephonyApp;
let clara: Person;
beforeAll(async () => {
  crm = await telephonyApp();
  clara = await crm.addPerson('Clara');
  await crm.connect();
});
afterAll(() => crm.close());

const EXTENSIONS = '/telephony/extensions';
const assign = (extension: string, userId: string | null) => crm.ask(crm.admin, `PUT ${EXTENSIONS}/${extension}`, { userId });

describe('the list', () => {
  test('2.2 comes from the PBX with names, and 2.7 with who is online', async () => {
    const { body } = await crm.ask(crm.admin, `GET ${EXTENSIONS}`);
    expect(body['refreshedAt']).not.toBe(null);
    expect(body['items'][0]).toMatchObject({
      extension: '101',
      name: 'Anna Petrova',
      online: true,
      userId: null,
      user: null,
      vanished: false,
    });
    expect(body['items'][3]).toMatchObject({ extension: '104', online: false });
  });

  test('2.3 flags what vanished from the PBX, keeps its user, and takes it back', async () => {
    await assign('103', clara.id);
    const taken = crm.simulator.cloud.account.extensions.get('103');
    crm.simulator.cloud.account.extensions.delete('103');
    const without = await crm.ask(crm.admin, `POST ${EXTENSIONS}/refresh`);
    expect(without.body['items'][2]).toMatchObject({ extension: '103', vanished: true, userId: clara.id, online: null });
    expect((await assign('103', null)).body).toMatchObject({ userId: null, vanished: true });
    expect((await assign('103', clara.id)).status).toBe(409);
    if (taken) crm.simulator.cloud.account.extensions.set('103', taken);
    const again = await crm.ask(crm.admin, `POST ${EXTENSIONS}/refresh`);
    expect(again.body['items'].find((each: { extension: string }) => each.extension === '103')).toMatchObject({
      vanished: false,
      userId: null,
    });
  });

  test('2.7 is for administrators only', async () => {
    expect((await crm.ask(crm.agent, `GET ${EXTENSIONS}`)).status).toBe(403);
    expect((await crm.ask(crm.supervisor, `PUT ${EXTENSIONS}/101`, { userId: null })).status).toBe(403);
  });
});

describe('recording', () => {
  const record = (extension: string, enabled: unknown, by = crm.admin) =>
    crm.ask(by, `PUT ${EXTENSIONS}/${extension}/recording`, { enabled });
  const atCloud = () => crm.simulator.cloud.account.extensions.get('102')?.recording;

  test('5.9 is switched on and off at the provider, told as the provider tells it, by administrators alone', async () => {
    expect((await record('102', true)).body).toMatchObject({ extension: '102', recording: 'Without recognition' });
    expect(atCloud()).toBe(true);
    expect((await record('102', false)).body).toMatchObject({ recording: 'off' });
    expect((await record('102', false)).body).toMatchObject({ recording: 'off' });
    expect(atCloud()).toBe(false);
    expect((await crm.ask(crm.admin, `POST ${EXTENSIONS}/refresh`)).body['items'][1]).toMatchObject({ recording: 'off' });
    expect((await record('102', true, crm.supervisor)).status).toBe(403);
    expect((await record('102', true, crm.agent)).status).toBe(403);
    expect(atCloud()).toBe(false);
  });

  test('5.9 of an extension that there is not, or with nonsense, nothing is asked of the provider', async () => {
    expect((await record('999', true)).status).toBe(404);
    expect((await record('102', 'on')).status).toBe(422);
  });

  test('5.9 a provider that refuses changes nothing here', async () => {
    const taken = crm.simulator.cloud.account.extensions.get('102');
    crm.simulator.cloud.account.extensions.delete('102');
    const refused = await record('102', true);
    if (taken) crm.simulator.cloud.account.extensions.set('102', taken);
    expect(refused).toMatchObject({ status: 502, body: { code: 'provider-refused' } });
    const { body } = await crm.ask(crm.admin, `GET ${EXTENSIONS}`);
    expect(body['items'].find((each: { extension: string }) => each.extension === '102')).toMatchObject({ recording: 'off' });
  });
});

describe('transcripts', () => {
  const transcribe = (extension: string, mode: unknown, by = crm.admin) =>
    crm.ask(by, `PUT ${EXTENSIONS}/${extension}/transcripts`, { mode });
  const atCloud = () => crm.simulator.cloud.account.extensions.get('101')?.speech;

  test('5.11 are allowed at the provider; "always" is ours, so that only what is kept becomes text; administrators alone', async () => {
    expect((await transcribe('101', 'always')).body).toMatchObject({
      recording: 'For manual recognition',
      transcripts: 'always',
    });
    expect(atCloud()).toBe('optional');
    expect((await transcribe('101', 'on-request')).body).toMatchObject({ transcripts: 'on-request' });
    expect((await crm.ask(crm.admin, `POST ${EXTENSIONS}/refresh`)).body['items'][0]).toMatchObject({
      transcripts: 'on-request',
    });
    expect((await transcribe('101', 'off', crm.supervisor)).status).toBe(403);
    expect((await transcribe('101', 'off')).body).toMatchObject({ recording: 'Without recognition', transcripts: 'off' });
    expect([atCloud(), (await transcribe('101', 'all')).status, (await transcribe('999', 'off')).status]).toEqual([
      'off',
      422,
      404,
    ]);
  });

  test('5.11 an extension that is not recorded, and a provider that refuses, change nothing', async () => {
    await crm.ask(crm.admin, `PUT ${EXTENSIONS}/101/recording`, { enabled: false });
    expect(await transcribe('101', 'always')).toMatchObject({ status: 409, body: { code: 'conflict' } });
    await crm.ask(crm.admin, `PUT ${EXTENSIONS}/101/recording`, { enabled: true });
    const taken = crm.simulator.cloud.account.extensions.get('101');
    crm.simulator.cloud.account.extensions.delete('101');
    const refused = await transcribe('101', 'always');
    if (taken) crm.simulator.cloud.account.extensions.set('101', taken);
    expect(refused).toMatchObject({ status: 502, body: { code: 'provider-refused' } });
    const { body } = await crm.ask(crm.admin, `GET ${EXTENSIONS}`);
    expect(body['items'].find(({ extension }: { extension: string }) => extension === '101')).toMatchObject({
      transcripts: 'off',
    });
  });
});

describe('an assignment', () => {
  test('2.2 gives, repeats harmlessly and frees', async () => {
    expect((await assign('101', crm.agent.id)).body).toMatchObject({
      extension: '101',
      userId: crm.agent.id,
      user: { id: crm.agent.id, name: 'Boris' },
    });
    expect((await assign('101', crm.agent.id)).status).toBe(200);
    expect((await assign('101', null)).body).toMatchObject({ userId: null, user: null });
  });

  test('2.2 refuses an extension of another user, and a second one', async () => {
    await assign('101', crm.agent.id);
    const taken = await assign('101', clara.id);
    expect([taken.status, taken.body['code']]).toEqual([409, 'extension-taken']);
    const second = await assign('102', crm.agent.id);
    expect([second.status, second.body['code']]).toEqual([409, 'user-has-extension']);
    await assign('101', null);
  });

  test('2.2 of two at once, for one extension, exactly one gets 409', async () => {
    for (let round = 0; round < 5; round += 1) {
      const both = await Promise.all([assign('101', crm.agent.id), assign('101', clara.id)]);
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
      expect(both.find(({ status }) => status === 409)?.body['code']).toBe('extension-taken');
      await assign('101', null);
    }
  });

  test('2.2 of two at once, for one user, exactly one gets 409', async () => {
    for (let round = 0; round < 5; round += 1) {
      const both = await Promise.all([assign('101', clara.id), assign('102', clara.id)]);
      expect(new Set(both.map(({ status }) => status))).toEqual(new Set([200, 409]));
      expect(both.find(({ status }) => status === 409)?.body['code']).toBe('user-has-extension');
      await Promise.all([assign('101', null), assign('102', null)]);
    }
  });

  test('2.2 needs an extension and a user that are there', async () => {
    expect((await assign('999', clara.id)).status).toBe(404);
    const stranger = await assign('101', '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01');
    expect([stranger.status, stranger.body['errors'][0].pointer]).toEqual([422, '/userId']);
  });
});

describe('users from extensions', () => {
  test('2.2 get the names the PBX has, their extension and a link', async () => {
    await assign('101', crm.agent.id);
    const { status, body } = await crm.ask(crm.admin, `POST ${EXTENSIONS}/invitations`, { extensions: ['102'] });
    expect(status).toBe(201);
    expect(body['items']).toMatchObject([{ name: 'Boris Orlov', extension: '102' }]);
    expect(body['items'][0].url).toMatch(/^https:\/\/crm\.example\.com\/invitation\?token=/);
    const taken = await crm.ask(crm.admin, `POST ${EXTENSIONS}/invitations`, { extensions: ['101'] });
    expect([taken.status, taken.body['errors'][0].pointer]).toEqual([422, '/extensions/0']);
    const rest = await crm.ask(crm.admin, `POST ${EXTENSIONS}/invitations`);
    expect(rest.body['items'].map((each: { extension: string }) => each.extension)).toEqual(['103', '104']);
    const list = await crm.ask(crm.admin, `GET ${EXTENSIONS}`);
    expect(list.body['items'].map((each: { user: { name: string } }) => each.user.name)).toEqual([
      'Boris',
      'Boris Orlov',
      'Clara Weiss',
      'David Green',
    ]);
  });
});
