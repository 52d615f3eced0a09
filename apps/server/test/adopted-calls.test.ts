import type { CallView } from '@carillon/contract';
import type { Delivery } from '@carillon/zadarma/testing';
import type { CallFact } from '@carillon/telephony';
import * as fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callEffects } from '../src/call-effects.ts';
import { recordFacts } from '../src/features/calls/record-facts.ts';
import { callLedger } from '../src/features/calls/record-repairs.ts';
import { giveUpRequests } from '../src/features/dialling/give-up-requests.ts';
import { type CallingOffice, callingOffice } from './support/calling-office.ts';
import type { OfficeServer, Person } from './support/phone-office.ts';

let calling: CallingOffice;
let other: OfficeServer;
let agent: Person;
let colleague: Person;
let next = 0;
const fresh = (): string => `+7917${String((next += 1)).padStart(7, '0')}`;

beforeAll(async () => {
  calling = await callingOffice();
  other = await calling.addServer();
  const { ring } = calling.office.company;
  [agent, colleague] = [ring['101'], ring['102']] as [Person, Person]; // the office has them
});
afterAll(() => calling.close());
beforeEach(async () => {
  await calling.pass(150);
  await giveUp();
  calling.mishap = { answer: { status: 200, body: { status: 'success', from: 1, to: 2, time: 3 } } }; // the PBX's events are the test's
});

const giveUp = () => giveUpRequests({ db: calling.office.database.db, now: () => calling.clock.now(), recordFacts });
const read = async (id: string): Promise<CallView> => (await calling.office.ask(agent, `GET /calls/${id}`)).body;
const rowsTo = async (number: string) =>
  (await calling.office.journal())
    .filter(({ clientNumber }) => clientNumber === number)
    .map(({ id, origin, status }) => ({ id, origin, status }));
/** Every row there is of these calls: in the journal or not. */
const allRows = (number: string): Promise<number> =>
  calling.office.within(async (tx) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from calls where client_number = ${number}`.execute(tx);
    return rows[0]?.n ?? 0;
  });
async function post(...deliveries: Delivery[]): Promise<void> {
  for (const delivery of deliveries) {
    await calling.office.post(delivery);
    await calling.office.settle();
  }
}
/** The same event as a PBX tells it that names no extension. */
const unnamed = (fields: Record<string, string>): Delivery => {
  const { internal: _, ...rest } = fields;
  return calling.office.sign(rest as Parameters<typeof calling.office.sign>[0]); // an event's fields, but one
};

describe('3.7 the click and the call become one', () => {
  const ORDERS = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
    [0, 0, 1, 1, 2, 2],
    [2, 2, 1, 0, 0],
  ];
  test.each(ORDERS.map((order) => [order.join(), order] as const))(
    'in whatever order the PBX tells of it: %s',
    async (_name, order) => {
      const to = fresh();
      const contact = await calling.office.contact({ name: `About ${to}`, phones: [fresh()] });
      const { body } = await calling.dial(agent, { to, about: { type: 'contact', id: contact } });
      const call = calling.office.outbound('101', to.slice(1));
      const told = [call.outStart(), call.answer(), call.outEnd({ durationSeconds: 30 })];
      await post(...order.map((n) => told[n] as Delivery)); // of those three
      expect(await rowsTo(to)).toEqual([{ id: body.id, origin: 'click', status: 'answered' }]);
      expect(await read(body.id)).toMatchObject({ pbxCallId: call.pbxCallId, contactId: contact, userId: agent.id });
      expect(await allRows(to)).toBe(1);
    },
  );

  test('when an ANSWER without an extension made a call of its own first: the click goes into it, and its old id still finds it', async () => {
    const to = fresh();
    const contact = await calling.office.contact({ name: 'Primary', phones: [fresh()] });
    await calling.office.contact({ name: 'By number', phones: [to] });
    const { body } = await calling.dial(agent, { to, about: { type: 'contact', id: contact } });
    const call = calling.office.outbound('101', to.slice(1));
    await post(unnamed(fieldsOf(call.answer())));
    expect((await rowsTo(to)).map(({ origin }) => origin)).toEqual(['phone']);
    await post(call.outStart(), call.outEnd({ durationSeconds: 15 }));
    const [row, ...others] = await rowsTo(to);
    expect([row, others]).toMatchObject([{ origin: 'click', status: 'answered' }, []]);
    expect(await read(body.id)).toMatchObject({ id: row?.id, contactId: contact, extension: '101' });
    expect(await allRows(to)).toBe(1);
  });

  test('when OUT_START comes before the provider has answered us', async () => {
    const to = fresh();
    const call = calling.office.outbound('101', to.slice(1));
    calling.mishap = { ...calling.mishap, before: () => post(call.outStart()) };
    const { status, body } = await calling.dial(agent, to);
    expect([status, body.status, body.pbxCallId, body.lockedUntil]).toEqual([202, 'ringing', call.pbxCallId, null]);
  });

  test('once, when two servers fold its events at the same moment', async () => {
    for (let round = 0; round < 6; round += 1) {
      const to = fresh();
      const { body } = await calling.dial(agent, to);
      const call = calling.office.outbound('101', to.slice(1));
      const told = [call.outStart(), call.answer(), call.outEnd({ durationSeconds: 12 }), call.outStart()];
      await Promise.all(told.map((delivery, n) => (n % 2 === 0 ? calling.office.server : other).post(delivery)));
      await calling.office.settle();
      expect(await rowsTo(to)).toEqual([{ id: body.id, origin: 'click', status: 'answered' }]);
      expect(await allRows(to)).toBe(1);
      await calling.pass(46);
    }
  });

  test('two colleagues click one number and the PBX names no extension: each click is one call, none is two', async () => {
    const to = fresh();
    const clicks = [await calling.dial(agent, to), await calling.dial(colleague, to)].map(({ body }) => body.id);
    for (let n = 0; n < 3; n += 1) {
      const call = calling.office.outbound('101', to.slice(1));
      await post(unnamed(fieldsOf(call.outStart())), unnamed(fieldsOf(call.outEnd({ disposition: 'busy', durationSeconds: 0 }))));
    }
    const rows = await rowsTo(to);
    expect(rows.map(({ origin }) => origin).toSorted()).toEqual(['click', 'click', 'phone']);
    expect(
      rows
        .filter(({ origin }) => origin === 'click')
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(clicks.toSorted());
    expect(new Set(await Promise.all(clicks.map(async (id) => (await read(id)).userId)))).toEqual(
      new Set([agent.id, colleague.id]),
    );
  });

  test('two colleagues click one number: each gets the call of their own extension', async () => {
    const to = fresh();
    const [mine, theirs] = [await calling.dial(agent, to), await calling.dial(colleague, to)];
    const [first, second] = ['102', '101'].map((extension) => calling.office.outbound(extension, to.slice(1)));
    if (!first || !second) throw new Error('two calls');
    await post(first.outStart(), second.outStart());
    expect((await read(mine.body.id)).pbxCallId).toBe(second.pbxCallId);
    expect((await read(theirs.body.id)).pbxCallId).toBe(first.pbxCallId);
  });
});

describe('3.7 what is not the clicked call', () => {
  test.each<[what: string, extension: string, seconds: number, number: (to: string) => string]>([
    ['another extension’s', '103', 5, (to) => to],
    ['another number’s', '101', 5, () => fresh()],
    ['one that is dialled more than two minutes later', '101', 121, (to) => to],
  ])('%s', async (_what, extension, seconds, number) => {
    const to = fresh();
    const { body } = await calling.dial(agent, to);
    await calling.pass(seconds);
    const call = calling.office.outbound(extension, number(to).slice(1));
    await post(call.outStart());
    expect((await calling.office.call(call.pbxCallId))?.origin).toBe('phone');
    await calling.pass(121);
    await giveUp();
    expect((await read(body.id)).status).toBe('not-placed');
  });

  test('a second call of the same extension and number within the two minutes is the phone’s', async () => {
    const to = fresh();
    const { body } = await calling.dial(agent, to);
    const [first, second] = [calling.office.outbound('101', to.slice(1)), calling.office.outbound('101', to.slice(1))];
    await post(first.outStart(), first.outEnd({ disposition: 'busy', durationSeconds: 0 }), second.outStart());
    expect((await calling.office.call(second.pbxCallId))?.origin).toBe('phone');
    expect((await read(body.id)).pbxCallId).toBe(first.pbxCallId);
  });

  test('3.9 my own leg, whichever event tells of it', async () => {
    const to = fresh();
    const { body } = await calling.dial(agent, to);
    const leg = calling.office.outbound('101', '101');
    const marked = calling.office.outbound('101', to.slice(1));
    await post(leg.outStart(), leg.answer(), leg.outEnd({ durationSeconds: 9 }));
    await post(calling.office.sign({ ...fieldsOf(marked.outStart()), calltype: 'callback_leg1' } as never)); // an undocumented word
    expect([(await read(body.id)).status, await rowsTo(to)]).toEqual(['requested', []]);
  });
});

describe('3.7 what crashes and clocks leave behind', () => {
  test('a click whose process died is not placed, or is the call that was placed all the same', async () => {
    const [lost, placed] = [fresh(), fresh()];
    calling.mishap = { lose: true, answer: { status: 500, body: {} } };
    const first = await calling.dial(agent, lost);
    const second = await calling.dial(colleague, placed);
    await calling.pass(60);
    const call = calling.office.outbound('102', placed.slice(1));
    await post(call.outStart());
    await calling.pass(61);
    await Promise.all([giveUp(), giveUp(), giveUp()]);
    expect((await read(first.body.callId)).status).toBe('not-placed');
    expect(await read(second.body.callId)).toMatchObject({ status: 'ringing', pbxCallId: call.pbxCallId });
  });

  test('news that came in time but was folded late takes back what the clock said', async () => {
    const to = fresh();
    const { body } = await calling.dial(agent, to);
    const call = calling.office.outbound('101', to.slice(1));
    const began = call.outStart();
    await calling.pass(125);
    await giveUp();
    expect((await read(body.id)).status).toBe('not-placed');
    await post(call.outEnd({ durationSeconds: 70 })); // its own word of the beginning is in time
    await post(began);
    expect(await read(body.id)).toMatchObject({ id: body.id, status: 'answered', talkSeconds: 70, origin: 'click' });
  });
});

describe('3.7 the click is found by whatever is told of its call', () => {
  type Word = 'start' | 'answer' | 'unnamed answer' | 'unnamed end' | 'end' | 'statistics';
  const words = fc.constantFrom<Word>('start', 'answer', 'unnamed answer', 'unnamed end', 'end', 'statistics');
  /** As comparing with the provider's statistics tells it. */
  const reckon = (pbxCallId: string, to: string, startedAt: Date) =>
    calling.office.within((tx) => {
      const at = new Date(+startedAt + 40_000);
      const destination = { text: to.slice(1), e164: to, readings: [to] };
      const leg = { extension: '101', userId: agent.id, startedAt, answered: true };
      const result = {
        disposition: 'answered',
        talkSeconds: 30,
        statusCode: null,
        recorded: false,
        recordingId: null,
        legs: [leg],
      };
      const about = {
        at,
        fingerprint: pbxCallId,
        source: 'statistics',
        late: true,
        fresh: true,
        startedAt,
        ownLeg: false,
      } as const;
      const fact: CallFact = {
        kind: 'dial-ended',
        ...about,
        ...result,
        destination,
        did: null,
        callType: null,
        extension: '101',
        userId: agent.id,
      };
      const { workspaceId, connectionId } = calling.office.company;
      const ledger = { workspaceId, connectionId, now: calling.clock.now() };
      return callLedger({ fresh: callEffects(), old: [] }).record(tx, ledger, [{ pbxCallId, facts: [fact], old: false }]);
    });

  test('once, whatever is lost, repeated, or comes in which order, before or after it was given up', async () => {
    const story = fc.record({ told: fc.array(words, { minLength: 1, maxLength: 5 }), givenUp: fc.boolean() });
    const run = async ({ told, givenUp }: { told: Word[]; givenUp: boolean }) => {
      const to = fresh();
      const startedAt = calling.clock.now();
      const { body } = await calling.dial(agent, to);
      const call = calling.office.outbound('101', to.slice(1));
      if (givenUp) {
        await calling.pass(125);
        await giveUp();
        expect((await read(body.id)).status).toBe('not-placed');
      }
      for (const word of told) {
        if (word === 'statistics') await reckon(call.pbxCallId, to, startedAt);
        else if (word === 'start') await post(call.outStart());
        else if (word === 'answer') await post(call.answer());
        else if (word === 'unnamed answer') await post(unnamed(fieldsOf(call.answer())));
        else if (word === 'end') await post(call.outEnd({ durationSeconds: 30 }));
        else await post(unnamed(fieldsOf(call.outEnd({ durationSeconds: 30 }))));
      }
      const isKnown = told.some((word) => word !== 'unnamed answer'); // that one alone may be anybody's
      expect((await rowsTo(to)).map(({ origin }) => origin)).toEqual([isKnown ? 'click' : 'phone']);
      if (isKnown) expect((await read(body.id)).pbxCallId).toBe(call.pbxCallId);
      expect(await allRows(to)).toBe(isKnown ? 1 : 2);
      await post(call.outEnd({ durationSeconds: 30 })); // now it is over, and the click's in any case
      expect((await rowsTo(to)).map(({ origin, status }) => [origin, status])).toEqual([['click', 'answered']]);
      await calling.pass(46);
    };
    await fc.assert(fc.asyncProperty(story, run), { numRuns: 8 });
  }, 60_000);

  test('of a long talk of which only its end is told, when the statistics confirm it (F4)', async () => {
    const to = fresh();
    const startedAt = calling.clock.now();
    const { body } = await calling.dial(agent, to);
    const call = calling.office.outbound('101', to.slice(1));
    await calling.pass(1800);
    await giveUp();
    await post(call.outEnd({ durationSeconds: 1795 }));
    expect([(await read(body.id)).status, await rowsTo(to)]).toEqual(['not-placed', []]);
    await Promise.all([reckon(call.pbxCallId, to, startedAt), reckon(call.pbxCallId, to, startedAt)]);
    expect(await rowsTo(to)).toMatchObject([{ origin: 'click', status: 'answered' }]);
    expect([(await read(body.id)).pbxCallId, await allRows(to)]).toEqual([call.pbxCallId, 1]);
  });

  test('of nobody’s click, when the statistics tell of a call that began more than two minutes after it', async () => {
    const to = fresh();
    const { body } = await calling.dial(agent, to);
    await calling.pass(123);
    const call = calling.office.outbound('101', to.slice(1));
    await reckon(call.pbxCallId, to, calling.clock.now());
    expect(await rowsTo(to)).toMatchObject([{ origin: 'phone' }]);
    await giveUp();
    expect((await read(body.id)).status).toBe('not-placed');
  });
});

/** What a delivery says, as fields again. */
function fieldsOf({ body }: Delivery): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(body));
}
