import type { Task } from '@carillon/contract';
import type { CallFact } from '@carillon/telephony';
import type { Delivery } from '@carillon/zadarma/testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { callEffects, effectsOfOldCalls } from '../src/call-effects.ts';
import { callLedger } from '../src/features/calls/record-repairs.ts';
import { type Company, DID, openOffice, type OfficeServer, type Person, type PhoneOffice } from './support/phone-office.ts';

let office: PhoneOffice;
let other: OfficeServer;
let leader: Person;
let [boris, vera]: (Person | undefined)[] = [];
let counter = 0;
let number: string;
beforeAll(async () => {
  office = await openOffice();
  other = await office.addServer();
  leader = office.company.admin;
  ({ '101': boris, '102': vera } = office.company.ring);
});
afterAll(() => office.close());
beforeEach(() => (number = fresh()));

function fresh(): string {
  counter += 1;
  return `+7916000${String(counter).padStart(4, '0')}`;
}

const hours = (count: number): void => office.clock.pass(count * 3600);

async function missed(callers: readonly string[]): Promise<void> {
  for (const caller of callers) {
    const call = office.inbound(caller);
    await office.play([call.start(), call.internal('101'), call.missed()]);
  }
  await office.settle();
}

async function make(by = leader): Promise<{ id: string; made: number }> {
  const span = { from: new Date(+office.clock.now() - 20 * 86_400_000).toISOString(), to: office.clock.now().toISOString() };
  return (await office.ask(by, 'POST /lost-callers/tasks', span)).body;
}

/** Lost for a day, each with a task to be called back. */
async function lose(...callers: string[]): Promise<Task> {
  await missed(callers);
  hours(25);
  expect((await make()).made).toBe(callers.length);
  return taskOf(callers[0] ?? '');
}

async function tasksOf(caller: string, { admin }: Company = office.company): Promise<Task[]> {
  const { items }: { items: Task[] } = (await office.ask(admin, 'GET /tasks?limit=200&kind=call')).body;
  return items.filter(({ about }) => about?.number === caller);
}
async function taskOf(caller: string): Promise<Task> {
  const [task, ...more] = await tasksOf(caller);
  if (!task || more.length > 0) throw new Error(`${more.length + 1} tasks of ${caller}`);
  return task;
}
const change = async (task: Task, patch: object): Promise<Task> =>
  (await office.ask(leader, `PATCH /tasks/${task.id}`, patch)).body;

/** A call from the client that this extension answers. */
function talkIn(extension: string, seconds: number, at = 0, caller = number): Delivery[] {
  const call = office.inbound(caller, { callStart: office.wallClock(at) });
  const end = call.end({ internal: extension, durationSeconds: seconds });
  return [call.start(), call.internal(extension), call.answer(extension), end];
}
function talkOut(extension: string, seconds: number, at = 0, caller = number): Delivery[] {
  const call = office.outbound(extension, caller, { callStart: office.wallClock(at) });
  return [call.outStart(), call.answer(), call.outEnd({ durationSeconds: seconds })];
}
async function tell(deliveries: readonly Delivery[]): Promise<void> {
  await office.play(deliveries);
  await office.settle();
}

test.each<[by: string, talk: () => Delivery[], who: () => Person | undefined]>([
  ['calls back', () => talkOut('102', 30), () => vera],
  ['is called', () => talkIn('101', 30), () => boris],
])(
  '9.5 the task closes itself when somebody %s, with who it was; the list and the timeline say the same',
  async (_by, talk, who) => {
    const id = await office.contact({ name: 'Ann', phones: [number] });
    const open = await lose(number);
    expect(open).toMatchObject({ doneAt: null, about: { id } });
    await tell(talk());
    const done = await taskOf(number);
    expect(done).toMatchObject({ id: open.id, doneBy: { id: who()?.id }, doneAt: expect.any(String) });
    expect(+new Date(done.doneAt ?? 0)).toBeGreaterThanOrEqual(+new Date(open.createdAt));
    const { items } = (await office.ask(leader, `GET /timeline?aboutType=contact&aboutId=${id}&only=task`)).body;
    expect(items).toMatchObject([{ task: { id: open.id, doneBy: { id: who()?.id } } }]);
  },
);

test('9.5 a few seconds, an attempt, the menu, or a talk with somebody else close nothing', async () => {
  const open = await lose(number);
  const menu = office.inbound(number);
  const busy = office.outbound('102', number);
  await tell([
    ...talkOut('102', 9),
    menu.start(),
    menu.end({ durationSeconds: 40 }),
    busy.outStart(),
    busy.outEnd({ disposition: 'busy', durationSeconds: 0 }),
    ...talkIn('101', 60, 0, fresh()),
  ]);
  expect(await taskOf(number)).toEqual(open);
});

test('9.5 no reminders need to be switched on; where they are, the talk closes both', async () => {
  await lose(number);
  await office.features({ missedCalls: { enabled: true } });
  await missed([number]);
  await tell(talkOut('102', 30));
  expect(await taskOf(number)).toMatchObject({ doneBy: { id: vera?.id } });
  const { items } = (await office.ask(leader, 'GET /missed-calls?open=false&limit=200')).body;
  expect(items.filter((item: { callerNumber: string }) => item.callerNumber === number)).toMatchObject([
    { resolvedBecause: 'talked', resolvedBy: vera?.id },
  ]);
  await office.features({ missedCalls: { enabled: false } });
});

test('9.5 what a person has decided stays: opened again, closed by hand, worded anew; another day or colleague is no such word', async () => {
  const [reopened, closed, reworded, moved] = [fresh(), fresh(), fresh(), fresh()] as const;
  await lose(reopened, closed, reworded, moved);
  await tell(talkOut('102', 30, 0, reopened));
  await change(await taskOf(reopened), { doneAt: null });
  const byHand = await change(await taskOf(closed), { doneAt: office.clock.now().toISOString() });
  await change(await taskOf(reworded), { title: 'Send the offer to her' });
  const later = { responsibleId: boris?.id, dueAt: '2027-01-01T09:00:00.000Z' };
  await change(await taskOf(moved), later);
  for (const caller of [reopened, closed, reworded, moved]) await tell(talkOut('102', 30, 0, caller));
  expect(await taskOf(reopened)).toMatchObject({ doneAt: null, doneBy: null });
  expect(await taskOf(closed)).toEqual(byHand);
  expect(await taskOf(reworded)).toMatchObject({ doneAt: null, title: 'Send the offer to her' });
  expect(await taskOf(moved)).toMatchObject({ doneBy: { id: vera?.id }, ...later });
});

test('5.8 undo leaves what a talk has closed; who calls in vain after it gets a task of their own, and only that one is closed', async () => {
  await missed([number]);
  hours(25);
  const { id } = await make();
  const first = await taskOf(number);
  await tell(talkOut('102', 30));
  expect((await office.ask(leader, `DELETE /lost-callers/tasks/${id}`)).status).toBe(204);
  expect(await taskOf(number)).toMatchObject({ id: first.id, doneBy: { id: vera?.id } });
  await missed([number]);
  hours(25);
  expect((await make()).made).toBe(1);
  await tell(talkIn('101', 30));
  const done = (await tasksOf(number)).toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  expect(done).toMatchObject([{ id: first.id, doneBy: { id: vera?.id } }, { doneBy: { id: boris?.id } }]);
});

type Reckoned = { startedAt: Date; talkSeconds: number; old?: boolean; company?: Company };

/** What the statistics say of an incoming call, found after it. */
async function reckon(
  pbxCallId: string,
  { startedAt, talkSeconds, old = false, company = office.company }: Reckoned,
): Promise<void> {
  const answered = talkSeconds > 0;
  const seat = { extension: '101', userId: boris?.id ?? null };
  const fact: CallFact = {
    kind: 'hung-up',
    at: office.clock.now(),
    fingerprint: pbxCallId,
    source: 'statistics',
    late: true,
    startedAt,
    caller: { text: number, e164: number, readings: [number] },
    did: `+${DID}`,
    ownLeg: false,
    ...seat,
    lastExtension: seat.extension,
    lastUserId: seat.userId,
    disposition: answered ? 'answered' : 'cancel',
    talkSeconds,
    statusCode: null,
    recorded: false,
    recordingId: null,
    legs: [{ ...seat, startedAt, answered }],
  };
  const { workspaceId, connectionId } = company;
  const ledger = { workspaceId, connectionId, now: office.clock.now() };
  const calls = callLedger({ fresh: callEffects(), old: effectsOfOldCalls() });
  await office.within((tx) => calls.record(tx, ledger, [{ pbxCallId, facts: [fact], old }]), company);
}
const hoursAgo = (count: number): Date => new Date(+office.clock.now() - count * 3_600_000);

test.each([false, true])('5.8 a talk that the statistics recover closes it (of long ago: %s)', async (old) => {
  const open = await lose(number);
  await reckon(`in_${counter}before`, { startedAt: hoursAgo(30), talkSeconds: 60, old }); // before the call in vain
  expect(await taskOf(number)).toEqual(open);
  const after = { startedAt: hoursAgo(1), talkSeconds: 60, old };
  await reckon(`in_${counter}after`, after);
  await reckon(`in_${counter}after`, after);
  expect(await taskOf(number)).toMatchObject({ doneBy: { id: boris?.id }, doneAt: open.createdAt }); // not before it was made
});

test('5.8 a talk that was none, by the statistics, opens it again; the next one closes it', async () => {
  const open = await lose(number);
  const startedAt = office.clock.now();
  const call = office.inbound(number);
  await tell([call.start(), call.internal('101'), call.answer('101'), call.end({ internal: '101' })]);
  expect(await taskOf(number)).toMatchObject({ doneBy: { id: boris?.id } });
  await reckon(call.pbxCallId, { startedAt, talkSeconds: 0 });
  expect(await taskOf(number)).toMatchObject({ id: open.id, doneAt: null, doneBy: null });
  await tell(talkOut('102', 30));
  expect(await taskOf(number)).toMatchObject({ doneBy: { id: vera?.id } });
});

test('F2 9.5 the first talk closes it, in whatever order the calls are told, how often, and on which server', async () => {
  type Story = { number: string; expected: string | null; deliveries: Delivery[] };
  const stories = Array.from({ length: 8 }, (_, n): Story => {
    const caller = fresh();
    return { number: caller, expected: n % 4 === 3 ? null : ((n % 4 === 2 ? vera : boris)?.id ?? null), deliveries: [] };
  });
  await lose(...stories.map((story) => story.number));
  stories.forEach((story, n) => {
    const briefly = talkOut('103', 5, 0, story.number);
    const first = n % 4 < 2 ? talkIn('101', 30, 10, story.number) : [];
    const second = n % 4 < 3 ? talkOut('102', 30, 240, story.number) : [];
    story.deliveries = [...briefly, ...first, ...second];
  });
  const all = stories.flatMap(({ deliveries }) => deliveries);
  const [order] = fc.sample(fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }), { numRuns: 1, seed: counter });
  for (let from = 0; from < (order ?? []).length; from += 4) {
    const some = (order ?? []).slice(from, from + 4);
    await Promise.all(some.map((delivery, n) => (n % 2 === 0 ? office.server : other).post(delivery)));
    office.clock.pass(1);
  }
  await office.settle();
  for (const { number: caller, expected } of stories)
    expect([caller, (await taskOf(caller)).doneBy?.id ?? null]).toEqual([caller, expected]);
});

test('9.5 tasks made while the talk is being told: none stays open, whoever comes first', async () => {
  const callers = Array.from({ length: 6 }, fresh);
  await missed(callers);
  hours(25);
  const talks = callers.map((caller) => talkOut('102', 30, 0, caller));
  for (const talk of talks) await office.play(talk.slice(0, 2), 0);
  office.clock.pass(30);
  await Promise.all([make(), ...talks.map(([, , end], n) => end && (n % 2 === 0 ? office.server : other).post(end)), make()]);
  await office.settle();
  for (const caller of callers) expect((await tasksOf(caller)).filter(({ doneAt }) => doneAt === null)).toEqual([]);
});

test('another company’s talk with the same number closes nothing here', async () => {
  const open = await lose(number);
  const elsewhere = await office.addCompany('elsewhere');
  await reckon(`in_${counter}elsewhere`, { startedAt: hoursAgo(1), talkSeconds: 60, company: elsewhere });
  expect(await taskOf(number)).toEqual(open);
});
