import type { Delivery } from '@carillon/zadarma/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { escalateMissedCalls } from '../src/features/missed/escalate.ts';
import type { Person, PhoneOffice } from './support/phone-office.ts';
import { type AnyJson, type WaitingCallers, waitingCallers } from './support/waiting-callers.ts';

let callers: WaitingCallers;
let office: PhoneOffice;
let boris: Person;
let vera: Person;
beforeAll(async () => {
  callers = await waitingCallers();
  ({ office, boris, vera } = callers);
});
afterAll(() => office.close());
beforeEach(() => callers.begin());

describe('9.5 it closes itself', () => {
  test('9.5 when they call again and anybody talks for ten seconds; who, when and in which call is kept; its task is done', async () => {
    await callers.missed();
    const [open] = await callers.mine();
    await callers.talk('102', 9);
    expect(await callers.mine()).toHaveLength(1);
    await callers.talk('102', 12);
    expect(await callers.mine()).toEqual([]);
    expect(await callers.closed()).toMatchObject([
      { id: open?.['id'], resolvedBy: vera.id, resolvedBecause: 'talked', resolver: { name: 'Agent 102' } },
    ]);
    expect(await callers.taskOf(open?.['taskId'])).toMatchObject({ done_at: expect.any(Date), done_by: vera.id });
  });

  test('9.5 when any employee calls them and talks', async () => {
    await callers.missed();
    await callers.dial('103', { disposition: 'answered', durationSeconds: 10 });
    expect(await callers.mine()).toEqual([]);
    expect(await callers.closed()).toMatchObject([{ resolvedBy: office.company.ring['103']?.id }]);
  });

  test('9.5 three attempts over two days are "not reached"; the next call re-opens the same reminder and its task', async () => {
    await callers.missed();
    const [open] = await callers.mine();
    const noAnswer = { disposition: 'no answer', durationSeconds: 0 };
    for (let n = 0; n < 3; n += 1) {
      office.clock.pass(1800);
      await callers.dial('101', noAnswer);
    }
    expect(await callers.mine()).toHaveLength(1); // all on one day
    office.clock.pass(86_400);
    await callers.dial('101', { disposition: 'busy', durationSeconds: 0 });
    expect(await callers.closed()).toMatchObject([{ resolvedBecause: 'not-reached', resolvedBy: boris.id }]);
    expect(await callers.taskOf(open?.['taskId'])).toMatchObject({ done_at: expect.any(Date) });
    office.clock.pass(3600);
    await callers.missed();
    expect(await callers.mine()).toMatchObject([{ id: open?.['id'], count: 2, taskId: open?.['taskId'], overdue: false }]);
    expect(await callers.taskOf(open?.['taskId'])).toMatchObject({ done_at: null });
  });

  test.each(['in order', 'the missed call last', 'backwards'])(
    '9.5 a missed call and the talk that answers it, told %s, leave nothing open',
    async (order) => {
      const lost = office.inbound(callers.number);
      const told: Delivery[] = [lost.start(), lost.internal('101'), lost.missed()];
      office.clock.pass(60);
      const back = office.outbound('101', callers.number);
      const talked: Delivery[] = [back.outStart(), back.outEnd({ durationSeconds: 65 })];
      office.clock.pass(65);
      const all =
        order === 'in order'
          ? [...told, ...talked]
          : order === 'backwards'
            ? [...told, ...talked].toReversed()
            : [...talked, ...told];
      await office.play(all, 1);
      await office.settle();
      expect(await callers.mine()).toEqual([]);
      expect(await callers.closed()).toMatchObject([{ count: 1, resolvedBecause: 'talked', resolvedBy: boris.id }]);
    },
  );

  test('9.5 a talk between two missed calls, told last, closes the first alone; the open one keeps task and claim', async () => {
    await callers.missed();
    office.clock.pass(60);
    const back = office.outbound('101', callers.number);
    office.clock.pass(120);
    await callers.missed();
    const [open] = await callers.mine();
    expect(open).toMatchObject({ count: 2 });
    await office.ask(vera, `PUT /missed-calls/${open?.['id']}/claim`);
    await office.play([back.outStart(), back.outEnd({ durationSeconds: 20 })]);
    await office.settle();
    expect(await callers.mine()).toMatchObject([{ id: open?.['id'], count: 1, claimedBy: vera.id, taskId: open?.['taskId'] }]);
    expect(await callers.closed()).toMatchObject([{ count: 1, resolvedBecause: 'talked', taskId: null }]);
  });

  test('9.5 an answer that comes after its END takes the reminder away: it was not missed', async () => {
    const call = office.inbound(callers.number);
    await office.play([call.start(), call.end({ durationSeconds: 30 })]); // as if hung up in the menu
    await office.settle();
    const [open] = await callers.mine();
    expect(open).toMatchObject({ count: 1 });
    await office.play([call.answer('101')]);
    await office.settle();
    expect(await callers.mine('?limit=200')).toEqual([]);
    expect(await callers.taskOf(open?.['taskId'])).toMatchObject({ done_at: expect.any(Date) });
  });

  test('9.3 closing the task closes the reminder, opening it again opens it, and "done" closes both', async () => {
    await callers.missed();
    const [open] = await callers.mine();
    const taskDone = (at: Date | null) =>
      office.ask(boris, `PATCH /tasks/${open?.['taskId']}`, { doneAt: at?.toISOString() ?? null });
    await taskDone(office.clock.now());
    expect(await callers.closed()).toMatchObject([{ resolvedBy: boris.id, resolvedBecause: 'done' }]);
    await taskDone(null);
    expect(await callers.mine()).toMatchObject([{ id: open?.['id'] }]);
    const { status, body } = await office.ask(vera, `PUT /missed-calls/${open?.['id']}/resolution`);
    expect({ status, body }).toMatchObject({ status: 200, body: { resolvedBy: vera.id } });
    expect(await callers.taskOf(open?.['taskId'])).toMatchObject({ done_by: vera.id });
    await callers.missed();
    expect(await callers.mine()).toMatchObject([{ count: 1 }]);
  });
});

describe('9.5 9.8 claims and the list', () => {
  test('9.5 one holds it for ten minutes; then another may', async () => {
    await callers.missed();
    const [{ id } = { id: '' }] = await callers.mine();
    const both = await Promise.all([boris, vera].map((person) => office.ask(person, `PUT /missed-calls/${id}/claim`)));
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(both.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'already-claimed' });
    const [holder, other] = both[0]?.status === 200 ? [boris, vera] : [vera, boris];
    expect((await callers.mine())[0]).toMatchObject({ claimedBy: holder.id });
    expect((await office.ask(other, `DELETE /missed-calls/${id}/claim`)).status).toBe(409);
    office.clock.pass(601);
    expect((await callers.mine())[0]).toMatchObject({ claimedBy: null });
    expect((await office.ask(other, `PUT /missed-calls/${id}/claim`)).status).toBe(200);
    expect((await office.ask(other, `DELETE /missed-calls/${id}/claim`)).status).toBe(204);
    expect((await callers.mine())[0]).toMatchObject({ claimedBy: null, claimant: null });
  });

  test('9.5 who dials the number holds it', async () => {
    await callers.missed();
    const call = office.outbound('102', callers.number);
    await office.play([call.outStart()]);
    await office.settle();
    expect(await callers.mine()).toMatchObject([{ claimedBy: vera.id }]);
  });

  test('nobody of another company sees, claims or closes it, and nobody without a sign-in', async () => {
    await callers.missed();
    const [{ id } = { id: '' }] = await callers.mine();
    const other = await office.addCompany('other');
    expect(await callers.list('?limit=200', other.admin)).toEqual([]);
    for (const line of [
      `PUT /missed-calls/${id}/claim`,
      `DELETE /missed-calls/${id}/claim`,
      `PUT /missed-calls/${id}/resolution`,
    ]) {
      expect((await office.ask(other.admin, line)).status).toBe(404);
      expect((await office.ask(null, line)).status).toBe(401);
    }
    expect((await office.ask(null, 'GET /missed-calls')).status).toBe(401);
  });

  test('9.8 an open deal first, then the newest; pages go on where the last one ended', async () => {
    const { body: company } = await office.ask(office.company.admin, 'POST /contacts', {
      name: 'With a deal',
      phones: [{ number: callers.number }],
    });
    await callers.missed();
    await office.within(async (tx) => {
      const { workspaceId: workspace_id } = office.company;
      const [pipeline_id, stage_id, id] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()];
      await tx.insertInto('pipelines').values({ workspace_id, id: pipeline_id, name: 'Sales' }).execute();
      await tx.insertInto('stages').values({ workspace_id, id: stage_id, pipeline_id, name: 'New', position: 0 }).execute();
      await tx
        .insertInto('deals')
        .values({ workspace_id, id, title: 'Chairs', pipeline_id, stage_id, contact_id: company.id })
        .execute();
    });
    const withDeal = callers.number;
    callers.another();
    office.clock.pass(60);
    await callers.missed();
    const all = await callers.list();
    expect(all[0]).toMatchObject({ callerNumber: withDeal, openDeal: { title: 'Chairs' } });
    expect(all[1]).toMatchObject({ callerNumber: callers.number, openDeal: null });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const { body } = await office.ask(vera, `GET /missed-calls?open=true&limit=3${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...body.items.map(({ id }: AnyJson) => id));
      cursor = body.nextCursor;
      expect(body.total).toBe(all.length);
    }
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test('2.5 switched off: nothing from the next event on, and the list stays readable', async () => {
    await callers.missed();
    await office.features({ missedCalls: { enabled: false } });
    await callers.missed();
    expect(await callers.mine()).toMatchObject([{ count: 1 }]);
    callers.another();
    await callers.missed();
    expect(await callers.mine()).toEqual([]);
  });
});

describe('9.10 and supervisors', () => {
  test('9.10 "Your client called, Boris talked": to the responsible, once, and not to one who had a part in it', async () => {
    await office.contact({ name: 'Ivanov', phones: [callers.number], responsibleId: vera.id });
    await callers.talk('101', 252);
    const told = async () =>
      (await callers.noticesOf(vera, 'your-client-called')).filter(({ data }) => data.number === callers.number);
    expect(await told()).toMatchObject([{ data: { clientName: 'Ivanov', userName: 'Agent 101', talkSeconds: 252 } }]);
    await callers.talk('102', 30);
    expect(await told()).toHaveLength(1);
  });

  test('supervisors hear of one nobody takes, once, however many look, and not while somebody holds it', async () => {
    await office.features({ missedCalls: { escalateMinutes: 30 } });
    await callers.missed();
    const [{ id } = { id: '' }] = await callers.mine();
    const late = async () =>
      (await callers.noticesOf(office.company.admin, 'missed-call-escalated')).filter(
        ({ data }) => data.number === callers.number,
      );
    const look = () => escalateMissedCalls({ db: office.database.db, now: office.clock.now });
    office.clock.pass(44 * 60);
    await look();
    expect(await late()).toEqual([]);
    await office.ask(vera, `PUT /missed-calls/${id}/claim`);
    office.clock.pass(5 * 60);
    await look();
    expect(await late()).toEqual([]);
    office.clock.pass(6 * 60);
    await Promise.all([look(), look(), look()]);
    await look();
    expect(await late()).toMatchObject([{ data: { missedCallId: id, count: 1 } }]);
    expect((await callers.mine())[0]).toMatchObject({ overdue: true, escalatedAt: expect.any(String) });
  });
});
