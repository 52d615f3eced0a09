import type { LostCallerList, LostCallerTasks, Task } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Company, DID, openOffice, type Person, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
let supervisor: Person;
let nth = 0;

beforeAll(async () => {
  office = await openOffice(); // noon on Monday the 16th of March, in Moscow
  const { admin, ring } = office.company;
  supervisor = ring['103'] ?? admin;
  expect((await office.ask(admin, `PATCH /users/${supervisor.id}`, { role: 'supervisor' })).status).toBe(200);
});
afterAll(() => office.close());

beforeEach(() =>
  office.within(async (tx) => {
    for (const table of ['tasks', 'calls', 'missed_calls', 'missed_callers', 'number_blocks', 'number_exceptions', 'schedules'])
      await sql`delete from ${sql.table(table)} where workspace_id = ${office.company.workspaceId}`.execute(tx);
  }),
);

type Made = { at: string; number: string | null; status?: string; direction?: string; did?: string };

/** Calls as a load of the past leaves them. */
async function calls(rows: readonly Made[], { workspaceId, connectionId }: Company = office.company): Promise<string[]> {
  const made = rows.map(({ at, number, status = 'missed', direction = 'inbound', did = `+${DID}` }) => {
    nth += 1;
    return { id: uuidv7(), pbx: `past-${nth}`, at: `2026-03-${at}:00+03`, number, status, direction, did };
  });
  await office.within(
    (tx) =>
      sql`
        insert into calls (workspace_id, connection_id, id, pbx_call_id, direction, status, running, confirmed, client_number, did, started_at, origin)
        select ${workspaceId}, ${connectionId}, r.id, r.pbx, r.direction, r.status, false, true, r.number, r.did, r.at, 'import'
        from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r (id uuid, pbx text, direction text, status text, number text, did text, at timestamptz)
      `.execute(tx),
    { ...office.company, workspaceId, connectionId },
  );
  return made.map(({ id }) => id);
}

const PERIOD = { from: '2026-02-14T00:00:00Z', to: '2026-03-17T00:00:00Z' };
const SPAN = `from=${PERIOD.from}&to=${PERIOD.to}`;
const lost = async (by = supervisor, more = ''): Promise<LostCallerList> =>
  (await office.ask(by, `GET /lost-callers?${SPAN}${more}`)).body;
const numbersOf = ({ items }: LostCallerList): string[] => items.map(({ number }) => number);

async function make(by: Person, numbers?: string[]): Promise<LostCallerTasks> {
  const { status, body, text } = await office.ask(by, 'POST /lost-callers/tasks', { ...PERIOD, ...(numbers && { numbers }) });
  expect(status, text).toBe(201);
  return body;
}
const tasks = async (): Promise<Task[]> => (await office.ask(office.company.admin, 'GET /tasks?limit=200')).body.items;

const [ANN, BEN, EVE, DAN] = ['+79160000001', '+79160000002', '+79160000003', '+79160000004'] as const;

test('5.7 the list is the figure "lost" without those reached later and those who are no clients, and says so', async () => {
  await calls([
    { at: '10 12:00', number: ANN },
    { at: '11 12:00', number: ANN },
    { at: '10 12:00', number: BEN }, // called back in time
    { at: '10 15:00', number: BEN, status: 'answered', direction: 'outbound' },
    { at: '10 12:00', number: EVE }, // called back two days later
    { at: '12 12:00', number: EVE, status: 'answered', direction: 'outbound' },
    { at: '10 12:00', number: DAN }, // lost, reached, and lost again
    { at: '12 12:00', number: DAN, status: 'answered' },
    { at: '13 12:00', number: DAN },
    { at: '13 13:00', number: DAN, status: 'not-reached', direction: 'outbound' },
    { at: '10 12:00', number: '+44701234567' }, // blacklisted since
    { at: '10 12:00', number: '+79160000009' }, // a courier
    { at: '10 12:00', number: `+${DID}` }, // our own
    { at: '10 12:00', number: null }, // hidden
    { at: '16 11:30', number: '+79160000010' }, // half an hour ago: still waits
    { at: '10 12:00', number: '+79160000011', status: 'blocked' },
    { at: '10 12:00', number: '+79160000012', direction: 'internal' },
  ]);
  const { admin } = office.company;
  expect((await office.ask(admin, 'POST /blacklist', { pattern: '+44701*' })).status).toBe(201);
  expect((await office.ask(admin, 'POST /exceptions', { pattern: '+79160000009' })).status).toBe(201);
  const list = await lost();
  expect(numbersOf(list)).toEqual([DAN, ANN]); // who called last comes first
  expect(list).toMatchObject({ total: 2, lost: 6, reachedLater: 1, leftOut: 3, waiting: 1, withoutTask: 2, complete: true });
  const { totals } = (await office.ask(admin, `GET /statistics/calls?${SPAN}`)).body;
  expect(totals).toMatchObject({ lost: list.lost, waiting: list.waiting });
});

test('5.7 calls of the past, whose wait nobody told, say nothing of the service level', async () => {
  await calls([
    { at: '10 12:00', number: ANN },
    { at: '10 13:00', number: BEN, status: 'answered' },
  ]);
  const totals = async () => (await office.ask(office.company.admin, `GET /statistics/calls?${SPAN}`)).body.totals;
  expect(await totals()).toMatchObject({ answerRate: 0.5, serviceLevel: null, waitMean: null });
  const call = office.inbound(EVE);
  await office.play([call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
  await office.settle();
  expect(await totals()).toMatchObject({ answerRate: 2 / 3, serviceLevel: 1 });
});

test('5.7 outside working hours nobody is lost, here as in the figure', async () => {
  const { admin } = office.company;
  const weekly = [{ days: ['tue'], from: '10:00', to: '18:00' }];
  const office10to18 = { name: 'Office', timezone: 'Europe/Moscow', isDefault: true, weekly };
  expect((await office.ask(admin, 'POST /telephony/schedules', office10to18)).status).toBe(201);
  await calls([
    { at: '10 09:59', number: ANN }, // a Tuesday
    { at: '10 10:00', number: BEN },
    { at: '10 18:00', number: EVE },
    { at: '11 12:00', number: DAN },
  ]);
  expect(numbersOf(await lost())).toEqual([BEN]);
  const { totals } = (await office.ask(admin, `GET /statistics/calls?${SPAN}`)).body;
  expect(totals.lost).toBe(1);
});

test('5.7 each is told with client, number called, how often and when, and whose they are; in pages', async () => {
  const anna = office.company.ring['101'];
  const id = await office.contact({ name: 'Ann Smith', phones: [ANN], responsibleId: anna?.id });
  const [, last] = await calls([
    { at: '09 12:00', number: ANN },
    { at: '11 14:02', number: ANN },
    { at: '10 12:00', number: BEN, did: '+74950000099' },
    { at: '08 12:00', number: EVE },
  ]);
  const first = await lost(supervisor, '&limit=2');
  expect(first.items).toEqual([
    {
      number: ANN,
      clients: [{ type: 'contact', id, name: 'Ann Smith' }],
      count: 2,
      firstAt: '2026-03-09T09:00:00.000Z',
      lastAt: '2026-03-11T11:02:00.000Z',
      lastCallId: last,
      did: `+${DID}`,
      didLabel: 'Main',
      responsible: { id: anna?.id, name: 'Agent 101' },
      task: null,
    },
    expect.objectContaining({ number: BEN, clients: [], did: '+74950000099', didLabel: null, responsible: null, count: 1 }),
  ]);
  const rest = await lost(supervisor, `&limit=2&cursor=${first.nextCursor}`);
  expect([numbersOf(rest), rest.nextCursor, rest.total]).toEqual([[EVE], null, 3]);
  await office.ask(office.company.admin, `DELETE /contacts/${id}`);
});

test('5.8 a call-back task a caller, exactly once: pressed twice, by two at once, for some and for all', async () => {
  const { admin, ring } = office.company;
  const others = Array.from({ length: 40 }, (_, n) => `+7916000${String(1000 + n)}`);
  await calls([ANN, BEN, EVE, ...others].map((number, n) => ({ at: `${10 + (n % 4)} 12:00`, number })));
  await office.contact({ name: 'Ann Once', phones: [ANN], responsibleId: ring['102']?.id });
  expect(await make(admin, [ANN, '+79169999999'])).toMatchObject({ made: 1 });
  const pressed = await Promise.all([admin, supervisor, admin, supervisor].map((by) => make(by)));
  expect(pressed.reduce((sum, { made }) => sum + made, 0)).toBe(42);
  expect((await make(supervisor)).made).toBe(0);
  const made = await tasks();
  expect(made.length).toBe(43);
  const list = await lost(supervisor, '&limit=200');
  expect(list).toMatchObject({ total: 43, withoutTask: 0 });
  expect(new Set(list.items.map(({ task }) => task?.id)).size).toBe(43);
  const ofAnn = made.find(({ responsibleId }) => responsibleId === ring['102']?.id);
  expect(ofAnn).toMatchObject({
    kind: 'call',
    title: 'Перезвонить: Ann Once — пропущенный звонок 10 мар., 12:00',
    about: { type: 'contact', number: ANN },
    doneAt: null,
  });
});

test('5.8 the task goes to the responsible, else the default responsible, else whoever asks; it makes no lead and no reminder', async () => {
  const { admin, ring } = office.company;
  await calls([
    { at: '10 12:00', number: BEN },
    { at: '11 12:00', number: BEN },
  ]);
  await make(supervisor, [BEN]);
  expect((await tasks())[0]).toMatchObject({ responsibleId: supervisor.id, about: { type: 'call', number: BEN } });
  expect((await tasks())[0]?.title).toBe('Перезвонить: +7 916 000-00-02 — пропущенных звонков: 2, последний 11 мар., 12:00');
  await office.ask(admin, 'PATCH /telephony/settings', { defaultResponsibleId: ring['102']?.id });
  await calls([{ at: '10 12:00', number: EVE }]);
  expect((await lost()).items.find(({ number }) => number === EVE)?.responsible).toMatchObject({ id: ring['102']?.id });
  await make(supervisor);
  expect(new Set((await tasks()).map(({ responsibleId }) => responsibleId))).toEqual(new Set([ring['102']?.id, supervisor.id]));
  expect((await office.ask(admin, 'GET /leads')).body.total).toBe(0);
  expect((await office.ask(admin, 'GET /missed-calls')).body.total).toBe(0);
  await office.ask(admin, 'PATCH /telephony/settings', { defaultResponsibleId: null });
});

test('5.8 undo takes back what one press made, except what is done; then tasks can be made again', async () => {
  await calls([ANN, BEN, EVE].map((number) => ({ at: '10 12:00', number })));
  const first = await make(supervisor, [ANN]);
  const second = await make(supervisor);
  const { task } = (await lost()).items.find(({ number }) => number === BEN) ?? {};
  await office.ask(supervisor, `PATCH /tasks/${task?.id}`, { doneAt: '2026-03-16T09:00:00.000Z' });
  for (let twice = 0; twice < 2; twice += 1)
    expect((await office.ask(supervisor, `DELETE /lost-callers/tasks/${second.id}`)).status).toBe(204);
  const left = await tasks();
  expect(left.map(({ doneAt }) => doneAt !== null).toSorted()).toEqual([false, true]);
  expect((await lost()).withoutTask).toBe(1);
  expect((await make(supervisor)).made).toBe(1);
  expect((await office.ask(supervisor, `DELETE /lost-callers/tasks/${first.id}`)).status).toBe(204);
  expect((await lost()).withoutTask).toBe(1);
});

test('5.8 a task that is done covers the calls before it; who calls in vain again gets one more', async () => {
  await calls([{ at: '10 12:00', number: ANN }]);
  await make(supervisor);
  const [task] = await tasks();
  await calls([{ at: '11 12:00', number: ANN }]);
  expect((await make(supervisor)).made).toBe(0); // open still
  await office.ask(supervisor, `PATCH /tasks/${task?.id}`, { doneAt: '2026-03-16T09:00:00.000Z' });
  const pressed = await Promise.all([make(supervisor), make(office.company.admin)]);
  expect(pressed.map(({ made }) => made).toSorted()).toEqual([0, 1]);
  expect((await make(supervisor)).made).toBe(0);
});

test('9.1 whoever has an open reminder with a task gets no second task', async () => {
  await office.features({ missedCalls: { enabled: true } });
  const call = office.inbound(ANN);
  await office.play([call.start(), call.internal('101'), call.missed()]);
  await office.settle();
  office.clock.pass(25 * 3600);
  const { items, withoutTask } = await lost();
  const [reminder] = (await office.ask(supervisor, 'GET /missed-calls?open=true')).body.items;
  expect([items[0]?.task?.id, withoutTask]).toEqual([reminder.taskId, 0]);
  expect((await make(supervisor)).made).toBe(0);
  await office.features({ missedCalls: { enabled: false } });
});

test('2.7 agents are not asked to judge: 403; another company sees and undoes nothing', async () => {
  const agent = office.company.ring['101'] ?? null;
  const id = uuidv7();
  expect((await office.ask(agent, `GET /lost-callers?${SPAN}`)).status).toBe(403);
  expect((await office.ask(agent, 'POST /lost-callers/tasks', PERIOD)).status).toBe(403);
  expect((await office.ask(agent, `DELETE /lost-callers/tasks/${id}`)).status).toBe(403);
  expect((await office.ask(null, `GET /lost-callers?${SPAN}`)).status).toBe(401);
  const wrong = 'from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z';
  expect((await office.ask(supervisor, `GET /lost-callers?${wrong}`)).status).toBe(422);
  await calls([{ at: '10 12:00', number: ANN }]);
  const made = await make(supervisor);
  const other = await office.addCompany('elsewhere');
  expect((await office.ask(other.admin, `GET /lost-callers?${SPAN}`)).body).toMatchObject({ items: [], lost: 0 });
  expect((await office.ask(other.admin, 'POST /lost-callers/tasks', PERIOD)).body.made).toBe(0);
  await office.ask(other.admin, `DELETE /lost-callers/tasks/${made.id}`);
  expect((await tasks()).length).toBe(1);
});
