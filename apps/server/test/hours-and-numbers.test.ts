import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { telephonyApp, type TelephonyApp } from './support/telephony-app.ts';

let crm: TelephonyApp;
beforeAll(async () => {
  crm = await telephonyApp();
  await crm.connect();
});
afterAll(() => crm.close());

const NUMBERS = '/telephony/numbers';
const SCHEDULES = '/telephony/schedules';
const LONDON = '+442079460123';
const weekly = [
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '13:00' },
  { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '14:00', to: '24:00' },
];
const make = (change: object = {}) => crm.ask(crm.supervisor, `POST ${SCHEDULES}`, { name: 'Office', weekly, ...change });

describe('numbers', () => {
  test('2.6 are read with the keys, as E.164', async () => {
    const { status, body } = await crm.ask(crm.supervisor, `GET ${NUMBERS}`);
    expect(status).toBe(200);
    expect(body['items'].map(({ did }: { did: string }) => did)).toEqual(['+12025550143', LONDON]);
    expect(body['items'][1]).toMatchObject({ description: 'London', status: 'on', label: null, scheduleId: null });
    expect(body['items'][1].expiresAt).toMatch(/^\d{4}-.*Z$/);
  });

  test('2.7 are labelled by supervisors, and refreshing keeps the label', async () => {
    const { status, body } = await crm.ask(crm.supervisor, `PATCH ${NUMBERS}/${encodeURIComponent(LONDON)}`, {
      label: 'Main line',
      source: 'Site',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ did: LONDON, label: 'Main line', source: 'Site' });
    crm.simulator.cloud.account.numbers.push({ number: '74951112233', description: 'Moscow' });
    crm.simulator.cloud.account.numbers.splice(1, 1);
    await crm.ask(crm.admin, 'POST /telephony/extensions/refresh');
    const list = await crm.ask(crm.supervisor, `GET ${NUMBERS}`);
    expect(list.body['items'].map(({ did, label, status: now }: Record<string, string>) => [did, label, now])).toEqual([
      [LONDON, 'Main line', 'on'],
      ['+74951112233', null, 'on'],
      ['+12025550143', null, 'gone'],
    ]);
  });

  test('2.7 take back one field and leave the others', async () => {
    const { body } = await crm.ask(crm.supervisor, `PATCH ${NUMBERS}/442079460123`, { source: null });
    expect(body).toMatchObject({ label: 'Main line', source: null });
  });

  test('2.7 are not for agents, unknown ones are not found, unknown hours refused', async () => {
    expect((await crm.ask(crm.agent, `GET ${NUMBERS}`)).status).toBe(403);
    expect((await crm.ask(crm.supervisor, `PATCH ${NUMBERS}/+79990000000`, { label: 'x' })).status).toBe(404);
    const wrong = await crm.ask(crm.supervisor, `PATCH ${NUMBERS}/${LONDON}`, {
      scheduleId: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01',
    });
    expect([wrong.status, wrong.body['errors'][0].pointer]).toEqual([422, '/scheduleId']);
  });
});

describe('texts to numbers', () => {
  const MOSCOW = '+74951112233';
  const numbers = () => crm.simulator.cloud.account.numbers;
  const put = (did: string, enabled: boolean, by = crm.admin) =>
    crm.ask(by, `PUT ${NUMBERS}/${encodeURIComponent(did)}/sms-reception`, { enabled });
  const shown = async (did: string) => {
    const { body } = await crm.ask(crm.supervisor, `GET ${NUMBERS}`);
    return body['items'].find((one: { did: string }) => one.did === did).smsReception;
  };
  const refresh = () => crm.ask(crm.admin, `POST ${NUMBERS}/refresh`);
  beforeAll(() => void (crm.simulator.cloud.behaviour.requestsPerMinute = 1_000));

  test('issue 4: are switched at the provider and shown as it says, and back', async () => {
    expect(await shown(MOSCOW)).toBe('on');
    const { status, body } = await put(MOSCOW, false);
    expect([status, body['did'], body['smsReception']]).toEqual([200, MOSCOW, 'off']);
    expect(crm.simulator.cloud.texts.receives(MOSCOW.slice(1))).toBe(false);
    await refresh();
    expect(await shown(MOSCOW)).toBe('off');
    expect((await put(MOSCOW, true)).body['smsReception']).toBe('on');
    expect((await put(MOSCOW, true)).body['smsReception']).toBe('on');
  });

  test('issue 4: that somebody switched in the personal account are shown after a refresh', async () => {
    crm.simulator.cloud.texts.setReception(MOSCOW.slice(1), false);
    expect(await shown(MOSCOW)).toBe('on');
    await refresh();
    expect(await shown(MOSCOW)).toBe('off');
  });

  test('issue 4: stay off where the provider says that the number can not, and the reason is told', async () => {
    numbers().push({ number: '78005553535', description: 'Toll-free', takesTexts: false });
    await refresh();
    expect(await shown('+78005553535')).toBe('unsupported');
    const { status, body } = await put('+78005553535', true);
    expect([status, body['code'], body['detail']]).toEqual([409, 'conflict', expect.stringContaining('can not receive texts')]);
    expect((await put('+12025550143', true)).body['detail']).toContain('left the PBX account'); // gone
    expect((await put('+79990000000', true)).status).toBe(404);
  });

  test('issue 4: a refusal comes in the provider’s own words, and nothing changes', async () => {
    const toll = numbers().find(({ number }) => number === '78005553535');
    if (toll) toll.takesTexts = true;
    await refresh();
    if (toll) toll.takesTexts = false; // meanwhile
    const { status, body } = await put('+78005553535', false);
    expect([status, body['code'], body['detail']]).toEqual([502, 'provider-refused', expect.stringContaining('SMS reception')]);
    expect(await shown('+78005553535')).toBe('on');
  });

  test('2.7 are an administrator’s', async () => {
    expect((await put(MOSCOW, true, crm.supervisor)).status).toBe(403);
    expect((await put(MOSCOW, true, crm.agent)).status).toBe(403);
    expect((await crm.ask(crm.supervisor, `POST ${NUMBERS}/refresh`)).status).toBe(403);
    expect(await shown(MOSCOW)).toBe('off');
  });
});

describe('working hours', () => {
  test('7.6 the first schedule is the default, in the zone of the account', async () => {
    const { status, body } = await make({
      exceptions: [
        { date: '2026-05-09', closed: true },
        { date: '2026-12-31', from: '09:00', to: '15:00' },
      ],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Office', timezone: 'UTC', isDefault: true, weekly });
    expect(body['exceptions']).toHaveLength(2);
  });

  test('7.6 there is always exactly one default', async () => {
    const second = await make({ name: 'Night' });
    expect(second.body['isDefault']).toBe(false);
    await crm.ask(crm.supervisor, `PATCH ${SCHEDULES}/${second.body['id']}`, { isDefault: true });
    const defaults = async () =>
      (await crm.ask(crm.supervisor, `GET ${SCHEDULES}`)).body['items'].filter((each: { isDefault: boolean }) => each.isDefault);
    expect(await defaults()).toMatchObject([{ name: 'Night' }]);
    expect((await crm.ask(crm.supervisor, `PATCH ${SCHEDULES}/${second.body['id']}`, { isDefault: false })).status).toBe(422);
    expect((await crm.ask(crm.supervisor, `DELETE ${SCHEDULES}/${second.body['id']}`)).status).toBe(409);
    await Promise.all([make({ name: 'A', isDefault: true }), make({ name: 'B', isDefault: true })]);
    expect(await defaults()).toHaveLength(1);
  });

  test.each<[string, object, string]>([
    ['that end before they begin', { weekly: [{ days: ['mon'], from: '18:00', to: '09:00' }] }, '/weekly/0'],
    ['that take no time', { weekly: [{ days: ['mon'], from: '09:00', to: '09:00' }] }, '/weekly/0'],
    ['that overlap', { weekly: [...weekly, { days: ['fri', 'sat'], from: '12:00', to: '14:30' }] }, '/weekly/2'],
    ['of no zone', { timezone: 'Mars/Olympus' }, '/timezone'],
    ['at no time of day', { weekly: [{ days: ['mon'], from: '9:00', to: '25:00' }] }, '/weekly/0/from'],
    ['of no day', { exceptions: [{ date: '2026-02-31', closed: true }] }, '/exceptions/0/date'],
    [
      'of a closed and open day',
      {
        exceptions: [
          { date: '2026-01-01', closed: true },
          { date: '2026-01-01', from: '10:00', to: '12:00' },
        ],
      },
      '/exceptions/1',
    ],
  ])('7.6 hours %s are refused', async (_name, change, pointer) => {
    const { status, body } = await make(change);
    expect([status, body['errors']?.[0]?.pointer]).toEqual([422, pointer]);
  });

  test('7.6 a schedule that a number uses stays', async () => {
    const { body } = await make({ name: 'London' });
    expect((await crm.ask(crm.supervisor, `PATCH ${NUMBERS}/${LONDON}`, { scheduleId: body['id'] })).body['scheduleId']).toBe(
      body['id'],
    );
    const { status, body: problem } = await crm.ask(crm.supervisor, `DELETE ${SCHEDULES}/${body['id']}`);
    expect([status, problem['code']]).toEqual([409, 'conflict']);
    await crm.ask(crm.supervisor, `PATCH ${NUMBERS}/${LONDON}`, { scheduleId: null });
    expect((await crm.ask(crm.supervisor, `DELETE ${SCHEDULES}/${body['id']}`)).status).toBe(204);
    expect((await crm.ask(crm.supervisor, `DELETE ${SCHEDULES}/${body['id']}`)).status).toBe(404);
  });

  test('2.7 are not for agents', async () => {
    expect((await crm.ask(crm.agent, `GET ${SCHEDULES}`)).status).toBe(403);
  });
});
