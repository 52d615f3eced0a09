import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CLIENT, DID, openOffice, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
let boris: string;
let vera: string;
let gleb: string;
beforeAll(async () => {
  office = await openOffice();
  [boris = '', vera = '', gleb = ''] = ['101', '102', '103'].map((extension) => office.company.ring[extension]?.id);
  await office.contact({ name: 'Иван Петров', phones: [CLIENT], responsibleId: boris });
  await office.features({ routeToResponsible: { enabled: true } });
});
afterAll(() => office.close());
beforeEach(async () => {
  office.clock.pass(3 * 86_400); // what one test did is forgotten in the next
  await office.within((tx) => tx.deleteFrom('redirects').execute());
});

let made = 0;
const stranger = (): string => `+7903700${String((made += 1)).padStart(4, '0')}`;
const asAdmin = async (line: string, body?: unknown) => {
  const answer = await office.ask(office.company.admin, line, body);
  if (answer.status >= 400) throw new Error(`${answer.status} at ${line}: ${answer.text}`);
  return answer.body;
};
const asked = (callerId: string, at = office.clock.now()) =>
  asAdmin('POST /telephony/decision', { callerId, did: DID, at: at.toISOString() });

/** A call that rings, with the answer to its START. */
async function calls(callerId: string) {
  const call = office.inbound(callerId);
  const { body } = await office.post(call.start());
  await office.settle();
  return { call, body, because: (await office.call(call.pbxCallId))?.decision?.because };
}
/** Calls and hangs up again. */
async function decided(callerId: string) {
  const { call, body, because } = await calls(callerId);
  await office.post(call.missed());
  await office.settle();
  return { body, because };
}
/** A call whose redirect nobody takes. */
async function ringsOut(callerId: string) {
  const { call, body } = await calls(callerId);
  expect(body).toMatchObject({ redirect: '101' });
  await office.play([call.internal('101')], 20);
  await office.play([call.missed()]);
  await office.settle();
}
async function dials(extension: string, number: string, how: 'answered' | 'unanswered') {
  const call = office.outbound(extension, number);
  await office.play(
    how === 'answered'
      ? [call.outStart(), call.answer(), call.outEnd()]
      : [call.outStart(), call.outEnd({ disposition: 'no answer' })],
  );
  await office.settle();
}

/** Pages that the door's look-up of this caller touches, planned at this moment. */
async function blocksRead(): Promise<number> {
  const { workspaceId, connectionId } = office.company;
  const look = () =>
    office.within(async (tx) => {
      const lookUp = sql<{ 'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }] }>`
        explain (analyze, buffers, timing off, format json)
        select caller_facts(array[${workspaceId}::uuid], array[${connectionId}::uuid], array[${CLIENT}], array[${DID}], array['in_none'],
          array[${office.clock.now()}::timestamptz])
      `;
      await sql`discard plans`.execute(tx);
      await lookUp.execute(tx); // this one reads the catalogue, too
      return lookUp.execute(tx);
    });
  const plan = (await look()).rows[0]?.['QUERY PLAN'][0].Plan;
  if (!plan) throw new Error('no plan');
  return plan['Shared Hit Blocks'] + plan['Shared Read Blocks'];
}

describe('7.5 whose call it is', () => {
  test('an unknown number that was dialled in vain is sent to who dialled it, for two hours', async () => {
    const number = stranger();
    await dials('102', number, 'unanswered');
    office.clock.pass(3600);
    expect(await decided(number)).toMatchObject({ body: { redirect: '102' }, because: 'dialled-recently' });
    office.clock.pass(3700);
    expect(await decided(number)).toEqual({ body: {}, because: 'unknown-caller' });
  });

  test('who dialled comes before deal and contact, the open deal before the contact', async () => {
    const number = stranger();
    const contactId = await office.contact({ name: 'Deal', phones: [number], responsibleId: boris });
    const { id } = await asAdmin('POST /deals', { title: 'Windows', contactId, responsibleId: vera });
    expect(await decided(number)).toMatchObject({ body: { redirect: '102' }, because: 'open-deal' });
    office.clock.pass(3600);
    await dials('103', number, 'unanswered');
    expect(await decided(number)).toMatchObject({ body: { redirect: '103' }, because: 'dialled-recently' });
    office.clock.pass(3 * 3600);
    await asAdmin(`DELETE /deals/${id}`);
    expect(await decided(number)).toMatchObject({ body: { redirect: '101' }, because: 'responsible' });
  });

  test('a contact of nobody is sent to who answers for the company', async () => {
    const company = await asAdmin('POST /companies', { name: 'Ромашка', responsibleId: gleb });
    const number = stranger();
    await office.contact({ name: 'Employee', phones: [number], companyId: company.id });
    expect(await decided(number)).toMatchObject({ body: { redirect: '103' }, because: 'responsible' });
  });

  test('a number nobody knows is sent to who talked with it, for two days', async () => {
    const number = stranger();
    const { call } = await calls(number);
    await office.play([call.internal('102'), call.answer('102'), call.end({ internal: '102' })], 20);
    await office.settle();
    office.clock.pass(47 * 3600);
    expect(await decided(number)).toMatchObject({ body: { redirect: '102' }, because: 'talked-recently' });
    office.clock.pass(2 * 3600);
    expect((await decided(number)).because).toBe('unknown-caller');
  });

  test('another workspace’s calls, deals and redirects say nothing here', async () => {
    const number = stranger();
    await dials('102', number, 'unanswered');
    const other = await office.addCompany('other');
    const answer = await office.ask(other.admin, 'POST /telephony/decision', { callerId: number });
    expect(answer.body).toMatchObject({ reply: {}, clients: [], responsible: null });
  });
});

describe('7.6 the ordinary scenario instead, or a deputy', () => {
  const until = (hours: number) => new Date(+office.clock.now() + hours * 3_600_000).toISOString();

  test('away: the deputy, or nobody; 7.2 with the deputy’s own time-out', async () => {
    await asAdmin(`PATCH /users/${boris}`, { absence: { until: until(1), deputyId: null } });
    expect(await decided(CLIENT)).toEqual({ body: {}, because: 'responsible-away' });
    await asAdmin(`PATCH /users/${boris}`, { absence: { until: until(1), deputyId: vera } });
    await asAdmin(`PATCH /users/${vera}`, { returnTimeoutSeconds: 25 });
    office.clock.pass(1200);
    expect(await decided(CLIENT)).toEqual({ body: { redirect: '102', return_timeout: 25 }, because: 'deputy' });
    await asAdmin(`PATCH /users/${vera}`, { absence: { until: until(1), deputyId: gleb } });
    expect((await decided(CLIENT)).because).toBe('deputy-unavailable');
    await asAdmin(`PATCH /users/${vera}`, { absence: null, returnTimeoutSeconds: null });
    office.clock.pass(4000);
    expect(await decided(CLIENT)).toMatchObject({ body: { redirect: '101' }, because: 'responsible' });
    await asAdmin(`PATCH /users/${boris}`, { absence: null });
  });

  test('a phone that two looks found unregistered; older looks say nothing', async () => {
    const look = (looks: number, at = office.clock.now()) =>
      office.within((tx) =>
        tx
          .updateTable('extensions')
          .set({ online: false, online_at: at, offline_looks: looks })
          .where('workspace_id', '=', office.company.workspaceId)
          .where('extension', '=', '101')
          .execute(),
      );
    await look(1);
    expect((await asked(CLIENT)).because).toBe('responsible');
    await look(2);
    expect((await asked(CLIENT)).because).toBe('extension-offline');
    office.clock.pass(181);
    expect((await asked(CLIENT)).because).toBe('responsible');
    await look(0);
  });

  test('a second call within ten minutes of a redirect that rang out', async () => {
    await ringsOut(CLIENT);
    office.clock.pass(9 * 60);
    expect(await decided(CLIENT)).toEqual({ body: {}, because: 'just-rang-out' });
    office.clock.pass(60);
    expect((await asked(CLIENT)).because).toBe('responsible');
  });

  test('a redirect has rung out at its time-out + 2 s though nobody told of it, and has not while it rings', async () => {
    const { call } = await calls(CLIENT);
    await office.post(call.internal('101'));
    await office.settle();
    expect((await asked(CLIENT)).because).toBe('responsible');
    office.clock.pass(18);
    expect((await asked(CLIENT)).because).toBe('just-rang-out');
    await office.play([call.internal('102'), call.answer('102'), call.end({ internal: '102' })]);
    await office.settle();
    expect((await asked(CLIENT)).because).toBe('just-rang-out');
  });

  test('a redirect that was taken, a rehearsed one, and a refusal are no reason', async () => {
    const { call } = await calls(CLIENT);
    await office.play([call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
    await office.settle();
    expect((await asked(CLIENT)).because).toBe('responsible');
    await office.features({ routeToResponsible: { rehearsal: true } });
    expect(await decided(CLIENT)).toEqual({ body: {}, because: 'responsible' });
    await office.features({ routeToResponsible: { rehearsal: false } });
    expect((await asked(CLIENT)).because).toBe('responsible');
  });

  test('a flood of calls that are sent to one employee costs the next caller no more', async () => {
    const before = await blocksRead();
    await office.within((tx) =>
      sql`
        insert into redirects (workspace_id, call_id, e164, user_id, extension, at, due_at)
        select ${office.company.workspaceId}, gen_random_uuid(), ${CLIENT}, ${boris}, '101', ${office.clock.now()}::timestamptz - n * interval '1 ms',
          ${office.clock.now()}::timestamptz + interval '17 s'
        from generate_series(1, 20000) n
      `.execute(tx),
    );
    expect(await blocksRead()).toBeLessThan(before + 100);
  });

  test('three redirects in a row that rang out: a quarter of an hour without, and the employee is asked once', async () => {
    const numbers = [stranger(), stranger(), stranger(), stranger()];
    for (const number of numbers) await office.contact({ name: number, phones: [number], responsibleId: boris });
    const notices = async () =>
      (await office.ask(office.company.ring['101'] ?? null, 'GET /notifications')).body.items.filter(
        ({ kind }: { kind: string }) => kind === 'redirect-bypassed',
      );
    const before = (await notices()).length;
    const vera1 = await office.ask(office.company.ring['102'] ?? null, 'GET /notifications');
    const [first = '', second = '', third = '', fourth = ''] = numbers;
    await ringsOut(first);
    await ringsOut(second);
    expect(await notices()).toHaveLength(before);
    await ringsOut(third);
    const [notice, ...older] = await notices();
    expect(older).toHaveLength(before);
    expect(notice).toMatchObject({ data: { count: 3, number: third } });
    expect(await decided(fourth)).toEqual({ body: {}, because: 'bypassed' });
    office.clock.pass(15 * 60);
    expect(await decided(fourth)).toMatchObject({ body: { redirect: '101' } });
    await ringsOut(first); // the count began anew
    office.clock.pass(3600);
    expect((await asked(CLIENT)).because).toBe('responsible');
    expect(await notices()).toHaveLength(before + 1);
    const vera2 = await office.ask(office.company.ring['102'] ?? null, 'GET /notifications');
    expect(vera2.body.unread).toBe(vera1.body.unread);
  });

  test('one taken in between, and they are not in a row', async () => {
    const numbers = [stranger(), stranger(), stranger(), stranger()];
    for (const number of numbers) await office.contact({ name: number, phones: [number], responsibleId: boris });
    const [first = '', second = '', third = '', fourth = ''] = numbers;
    await ringsOut(first);
    const { call } = await calls(second);
    await office.play([call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
    await office.settle();
    await ringsOut(third);
    await ringsOut(fourth);
    expect((await asked(CLIENT)).because).toBe('responsible');
  });
});

describe('7.9 what would happen', () => {
  test('at night, at another hour, and with what each step saw', async () => {
    const schedule = await asAdmin('POST /telephony/schedules', {
      name: 'Office',
      timezone: 'Europe/Moscow',
      weekly: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
      exceptions: [{ date: '2026-05-01', closed: true }],
    });
    expect((await asked(CLIENT, new Date('2026-04-30T06:00:00Z'))).because).toBe('responsible');
    expect((await asked(CLIENT, new Date('2026-04-30T05:59:59Z'))).because).toBe('outside-hours');
    expect((await asked(CLIENT, new Date('2026-05-01T09:00:00Z'))).because).toBe('outside-hours');
    await asAdmin(`DELETE /telephony/schedules/${schedule.id}`);
    const { steps, responsible } = await asked(CLIENT);
    expect(responsible).toEqual({ id: boris, name: 'Agent 101' });
    expect(steps.map(({ step, result }: { step: string; result: string }) => `${step}: ${result}`)).toEqual([
      'blacklist: feature-off',
      'caller: known',
      'clients: found',
      'recent-calls: none',
      'deals: none',
      'responsible: responsible',
      'absence: present',
      'extension: ready',
      'hours: open',
      'second-call: no',
      'presence: free',
      'online: unknown',
      'rung-out: fine',
      'redirect: ring',
      'caller-name: feature-off',
    ]);
  });

  test('who talks is known of this minute only', async () => {
    const busy = office.inbound(stranger());
    await office.play([busy.start(), busy.internal('101'), busy.answer('101')]);
    await office.settle();
    expect((await asked(CLIENT)).because).toBe('responsible-busy');
    const tomorrow = await asked(CLIENT, new Date(+office.clock.now() + 86_400_000));
    expect(tomorrow.because).toBe('responsible');
    expect(tomorrow.steps).toContainEqual({ step: 'presence', result: 'unknown', saw: { userId: boris } });
    await office.play([busy.end({ internal: '101' })]);
    await office.settle();
  });

  test('6.8 an archived card has no say beside a current one', async () => {
    const number = stranger();
    const old = await office.contact({ name: 'Old', phones: [number], responsibleId: vera });
    await asAdmin(`DELETE /contacts/${old}`);
    expect((await asked(number)).because).toBe('responsible');
    await office.contact({ name: 'New', phones: [number], responsibleId: gleb });
    await office.features({ routeToResponsible: { whenAmbiguous: 'none' } });
    expect(await asked(number)).toMatchObject({ because: 'responsible', reply: { redirect: '103' } });
    await office.features({ routeToResponsible: { whenAmbiguous: 'openDeal' } });
  });
});

test('7.8 two STARTs of one call at one moment get one answer, and its redirect is kept once', async () => {
  const call = office.inbound(CLIENT);
  const answers = await Promise.all([office.post(call.start()), office.post(call.start()), office.post(call.start())]);
  await office.settle();
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  const row = await office.call(call.pbxCallId);
  const kept = await office.within((tx) =>
    tx
      .selectFrom('redirects')
      .selectAll()
      .where('call_id', '=', row?.id ?? '')
      .execute(),
  );
  expect(kept).toMatchObject([{ extension: '101', user_id: boris, e164: CLIENT, outcome: null }]);
});
