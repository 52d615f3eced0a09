import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallFact, Party } from '../call.ts';
import { foldCall } from '../fold-call.ts';
import { fact, type Said } from '../testing.ts';
import { decideRecord, type RecordOptions } from './decide-record.ts';

const ON: RecordOptions = {
  inbound: { enabled: true, create: 'lead', alsoMissed: true },
  outbound: { enabled: true, create: 'contact', moment: 'answer' },
  assign: 'answerer',
};
const INCOMING_ONLY_TALKS: RecordOptions = { ...ON, inbound: { ...ON.inbound, alsoMissed: false } };
const at = (moment: 'start' | 'answer' | 'end'): RecordOptions => ({ ...ON, outbound: { ...ON.outbound, moment } });
const HIDDEN: Party = { text: 'anonymous', e164: null, readings: [] };

function decide(said: readonly Said[], options = ON, pbxCallId = said[0]?.kind.startsWith('dial') ? 'out_1' : 'in_1') {
  const facts = said.map((each, seconds) => fact(seconds, each));
  return decideRecord(foldCall(facts, { pbxCallId }), options);
}

const start: Said = { kind: 'arrived' };
const rang = (extension: string): Said => ({ kind: 'rang', extension });
const answered = (extension: string | null): Said => ({ kind: 'answered', extension });
const missed: Said = { kind: 'hung-up', disposition: 'cancel' };
const talked = (extension: string): Said => ({ kind: 'hung-up', extension, lastExtension: extension, talkSeconds: 9 });
const lead = (owner: object) => ({ make: 'lead', owner });
const user = (extension: string) => ({ kind: 'user', userId: `user-${extension}` });
const nobody = { kind: 'default' };

describe('6 an incoming call', () => {
  test.each<[given: string, said: Said[], options: RecordOptions, expected: object]>([
    ['6.2 that only began', [start], ON, { because: 'not-yet' }],
    ['6.2 whose first phone rings', [start, rang('101')], ON, lead(user('101'))],
    ['6.2 whose phone rings before its START was told', [rang('101')], ON, lead(user('101'))],
    ['6.3 that rings at several', [start, rang('101'), rang('102')], ON, lead(nobody)],
    ['6.3 that rings twice at one', [start, rang('101'), rang('101')], ON, lead(user('101'))],
    ['6.3 that one of several answers', [start, rang('101'), rang('102'), answered('102')], ON, lead(user('102'))],
    [
      '6.3 that is handed on',
      [start, rang('101'), answered('101'), { ...rang('102'), transferFrom: '101' } as Said, answered('102')],
      ON,
      lead(user('101')),
    ],
    ['6.3 in the mode "pool"', [start, rang('101')], { ...ON, assign: 'pool' }, lead({ kind: 'pool' })],
    ['6.3 in turn', [start, rang('101')], { ...ON, assign: 'roundRobin' }, lead({ kind: 'next-in-turn' })],
    ['6.4 that ends in the menu', [start, missed], ON, lead(nobody)],
    ['6.4 of which only the END came', [missed], ON, lead(nobody)],
    ['6.1 that rings, where missed ones make nothing', [start, rang('101')], INCOMING_ONLY_TALKS, { because: 'not-yet' }],
    [
      '6.1 that is missed, where missed ones make nothing',
      [start, rang('101'), missed],
      INCOMING_ONLY_TALKS,
      { because: 'not-yet' },
    ],
    [
      '6.1 that is answered, where missed ones make nothing',
      [start, rang('101'), answered('101')],
      INCOMING_ONLY_TALKS,
      lead(user('101')),
    ],
    ['6.1 whose ANSWER was lost, where missed ones make nothing', [start, talked('101')], INCOMING_ONLY_TALKS, lead(user('101'))],
    [
      '6.1 answered by the menu alone, where missed ones make nothing',
      [start, { kind: 'hung-up', talkSeconds: 4 }],
      INCOMING_ONLY_TALKS,
      { because: 'not-yet' },
    ],
    ['6.7 of a hidden number', [{ kind: 'rang', extension: '101', caller: HIDDEN }], ON, { because: 'hidden-number' }],
    ['6.7 of our own', [{ kind: 'rang', extension: '101', ownLeg: true }], ON, { because: 'own-leg' }],
    ['6.7 that was refused', [start, { kind: 'steered', reply: { action: 'refuse', with: 'busy' } }], ON, { because: 'blocked' }],
    ['6.7 from the statistics', [{ ...missed, source: 'statistics' }], ON, { because: 'imported' }],
    [
      '10.5 that was refused and rings all the same',
      [start, { kind: 'steered', reply: { action: 'refuse', with: 'busy' } }, rang('101')],
      ON,
      lead(user('101')),
    ],
    ['2.5 where it is off', [start, rang('101')], { ...ON, inbound: { ...ON.inbound, enabled: false } }, { because: 'off' }],
  ])('%s', (_given, said, options, expected) => {
    expect(decide(said, options)).toMatchObject(expected);
  });
});

describe('6 an outgoing call', () => {
  const dialled: Said = { kind: 'dialled', extension: '101' };
  const ended = (disposition: string): Said => ({ kind: 'dial-ended', extension: '101', disposition });
  const click: Said = { kind: 'requested', extension: '101' };
  const contact = { make: 'contact', owner: user('101') };
  test.each<[given: string, said: Said[], options: RecordOptions, expected: object]>([
    ['6.1 at its start', [dialled], at('start'), contact],
    ['6.1 at its answer: not yet', [dialled], ON, { because: 'not-yet' }],
    ['6.1 at its answer', [dialled, answered(null)], ON, contact],
    ['6.1 at its answer that was lost', [dialled, ended('answered')], ON, contact],
    ['6.1 at its answer that never came', [dialled, ended('busy')], ON, { because: 'not-yet' }],
    ['6.1 at its end: not yet', [dialled, answered(null)], at('end'), { because: 'not-yet' }],
    ['6.1 at its end', [dialled, ended('busy')], at('end'), contact],
    ['6.7 a click alone', [click], at('start'), { because: 'not-yet' }],
    ['6.7 the first leg of a click', [{ kind: 'dialled', extension: '101', ownLeg: true }], at('start'), { because: 'own-leg' }],
    ['3.7 a click whose ANSWER may be our own', [click, dialled, answered('101')], ON, { because: 'not-yet' }],
    ['3.7 a click that was answered in the end', [click, dialled, answered('101'), ended('answered')], ON, contact],
    ['6.3 of nobody known', [{ kind: 'dialled' }], at('start'), { make: 'contact', owner: nobody }],
    [
      '2.5 where it is off',
      [dialled],
      { ...at('start'), outbound: { enabled: false, create: 'contact', moment: 'start' } },
      { because: 'off' },
    ],
  ])('%s', (_given, said, options, expected) => {
    expect(decide(said, options, 'out_1')).toMatchObject(expected);
  });
});

const EXTENSIONS = ['101', '102', '103'];
const anyStory = fc
  .record({
    group: fc.subarray(EXTENSIONS),
    taker: fc.option(fc.constantFrom(...EXTENSIONS), { nil: null }),
    alsoMissed: fc.boolean(),
  })
  .map(({ group, taker, alsoMissed }) => {
    const took = taker !== null && group.includes(taker) ? taker : null;
    const rest = took === null ? [missed] : [answered(took), talked(took)];
    return { told: [start, ...group.map(rang), ...rest], options: alsoMissed ? ON : INCOMING_ONLY_TALKS };
  });

test('6.6 any order and any repeats ask for one record, and for the same owner in the end', () => {
  const arrivals = anyStory.chain(({ told, options }) =>
    fc.record({
      told: fc.constant(told),
      options: fc.constant(options),
      order: fc.shuffledSubarray(told, { minLength: told.length }),
      repeats: fc.array(fc.constantFrom(...told), { maxLength: 5 }),
    }),
  );
  fc.assert(
    fc.property(arrivals, ({ told, options, order, repeats }) => {
      const facts: CallFact[] = [];
      let made = false;
      for (const [seconds, said] of [...order, ...repeats].entries()) {
        facts.push(fact(seconds, said));
        const { make } = decideRecord(foldCall(facts, { pbxCallId: 'in_1' }), options);
        if (made) expect(make).not.toBeNull(); // what is due stays due: nothing has to be taken back
        made ||= make !== null;
      }
      expect(decideRecord(foldCall(facts, { pbxCallId: 'in_1' }), options)).toEqual(decide(told, options));
    }),
  );
});
