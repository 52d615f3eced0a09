import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldCall } from '../fold-call.ts';
import { fact, type Said } from '../testing.ts';
import { bearingOf } from './bearing-of.ts';
import { type CallerEvent, tellWaits, type Wait } from './tell-waits.ts';

const ZONE = 'Europe/Moscow';
const at = (time: string): Date => new Date(`2026-03-${time}:00Z`); // `16T09:00`
const when = (time: string, told = time) => ({ at: at(time), told: at(told) });
const missed = (time: string, told?: string): CallerEvent => ({
  kind: 'missed',
  ...when(time, told),
  callId: `missed ${time} ${told}`,
});
const talked = (time: string, userId = 'boris'): CallerEvent => ({
  kind: 'talked',
  ...when(time),
  callId: `talk ${time}`,
  userId,
});
const attempted = (time: string): CallerEvent => ({ kind: 'attempted', ...when(time), callId: `try ${time}`, userId: 'boris' });
const done = (time: string): CallerEvent => ({ kind: 'done', ...when(time), userId: 'anna' });
const shape = (waits: readonly Wait[]) => waits.map(({ callIds, end }) => `${callIds.length} ${end?.because ?? 'open'}`);

describe('a caller who waits', () => {
  test.each<[given: string, events: CallerEvent[], waits: string[]]>([
    ['nothing happened', [], []],
    ['9.5 a talk alone', [talked('16T09:00')], []],
    ['9.1 one missed call', [missed('16T09:00')], ['1 open']],
    ['9.4 three of them', [missed('16T09:00'), missed('16T09:05'), missed('16T09:09')], ['3 open']],
    ['9.5 a talk after them', [missed('16T09:00'), missed('16T09:05'), talked('16T09:10')], ['2 talked']],
    ['9.5 a talk before it', [talked('16T08:59'), missed('16T09:00')], ['1 open']],
    ['9.5 a talk at that moment', [missed('16T09:00'), talked('16T09:00')], ['1 talked']],
    ['9.5 a talk between two', [missed('16T09:00'), talked('16T09:05'), missed('16T09:10')], ['1 talked', '1 open']],
    [
      '9.5 a talk in the very second, told after it',
      [missed('16T09:00', '16T09:01'), { ...talked('16T09:00'), told: at('16T09:02') }],
      ['1 talked'],
    ],
    [
      '9.5 a talk in the very second, told before it',
      [missed('16T09:00', '16T09:03'), { ...talked('16T09:00'), told: at('16T09:02') }],
      ['1 open'],
    ],
    ['9.5 a talk after it that was told before it', [missed('16T09:00', '16T09:30'), talked('16T09:01')], ['1 talked']],
    ['9.5 a person who said it is done', [missed('16T09:00'), done('16T09:05')], ['1 done']],
    [
      '9.5 three attempts on one day',
      [missed('16T09:00'), attempted('16T09:05'), attempted('16T10:00'), attempted('16T18:00')],
      ['1 open'],
    ],
    ['9.5 two attempts on two days', [missed('16T09:00'), attempted('16T09:05'), attempted('17T10:00')], ['1 open']],
    [
      '9.5 three attempts over two days',
      [missed('16T09:00'), attempted('16T09:05'), attempted('16T10:00'), attempted('17T09:00')],
      ['1 not-reached'],
    ],
    [
      '9.5 a day is one of the company: 21:30 UTC is the next in Moscow',
      [missed('16T09:00'), attempted('16T09:05'), attempted('16T10:00'), attempted('16T21:30')],
      ['1 not-reached'],
    ],
    [
      '9.5 attempts before the call don’t count',
      [attempted('15T09:00'), attempted('15T10:00'), missed('16T09:00'), attempted('16T09:05')],
      ['1 open'],
    ],
    [
      '9.5 the next call begins it again, and attempts are counted anew',
      [
        missed('16T09:00'),
        attempted('16T09:05'),
        attempted('16T10:00'),
        attempted('17T09:00'),
        missed('18T09:00'),
        attempted('18T09:05'),
      ],
      ['2 open'],
    ],
    [
      '9.5 who was given up and is talked with in the end',
      [
        missed('16T09:00'),
        attempted('16T09:05'),
        attempted('16T10:00'),
        attempted('17T09:00'),
        talked('17T12:00'),
        missed('18T09:00'),
      ],
      ['1 talked', '1 open'],
    ],
    ['a call after a talk is a new wait', [missed('16T09:00'), talked('16T09:05'), missed('18T09:00')], ['1 talked', '1 open']],
  ])('%s', (_given, events, waits) => {
    expect(shape(tellWaits(events, ZONE))).toEqual(waits);
  });

  test('9.5 who talked, when, and in which call is kept', () => {
    expect(tellWaits([missed('16T09:00'), talked('16T09:05', 'vera'), talked('16T09:07')], ZONE)[0]?.end).toEqual({
      at: at('16T09:05'),
      because: 'talked',
      userId: 'vera',
      callId: 'talk 16T09:05',
    });
  });

  test('9.3 one that was begun again is due from the call that did it', () => {
    const events = [missed('16T09:00'), attempted('16T09:05'), attempted('16T10:00'), attempted('17T09:00'), missed('18T09:00')];
    expect(tellWaits(events, ZONE)[0]).toMatchObject({ since: at('18T09:00'), lastAt: at('18T09:00') });
  });
});

const anyEvent = fc
  .record({ minute: fc.integer({ min: 0, max: 4000 }), make: fc.constantFrom(missed, talked, attempted, done) })
  .map(({ minute, make }): CallerEvent => make(new Date(+at('16T00:00') + minute * 60_000).toISOString().slice(8, 16)));

test('9.1 9.5 any order, any repeats: the same waits, each call in one of them, and at most one open', () => {
  const told = fc.array(anyEvent, { maxLength: 14 }).chain((events) =>
    fc.record({
      events: fc.constant(events),
      order: fc.shuffledSubarray(events, { minLength: events.length }),
      repeats: events.length === 0 ? fc.constant([]) : fc.array(fc.constantFrom(...events), { maxLength: 6 }),
    }),
  );
  fc.assert(
    fc.property(told, ({ events, order, repeats }) => {
      const waits = tellWaits(events, ZONE);
      expect(tellWaits([...order, ...repeats], ZONE)).toEqual(waits);
      const calls = waits.flatMap(({ callIds }) => callIds);
      expect(calls.toSorted()).toEqual([...new Set(events.flatMap((e) => (e.kind === 'missed' ? [e.callId] : [])))].toSorted());
      expect(waits.slice(0, -1).every(({ end }) => end !== null)).toBe(true);
      const ends = events.flatMap((e) => (e.kind === 'talked' || e.kind === 'done' ? [+e.at] : []));
      const last = Math.max(...ends);
      const waiting = events.some((e) => e.kind === 'missed' && +e.at > last);
      if (waits.at(-1)?.end?.because !== 'not-reached') expect(waits.at(-1)?.end === null).toBe(waiting);
    }),
    { numRuns: 800 },
  );
});

describe('what a call means to a caller who waits', () => {
  const arrived: Said = { kind: 'arrived' };
  const rang: Said = { kind: 'rang', extension: '101' };
  const answered: Said = { kind: 'answered', extension: '101' };
  const ended = (more: object): Said => ({ kind: 'hung-up', ...more });
  const dialled: Said = { kind: 'dialled', extension: '101' };
  const dialEnded = (disposition: string, talkSeconds = 0): Said => ({
    kind: 'dial-ended',
    extension: '101',
    disposition,
    talkSeconds,
  });

  test.each<[given: string, said: Said[], kind: string | null, menuOnlyIsMissed?: boolean]>([
    ['9.1 nobody answered', [arrived, rang, ended({ disposition: 'cancel' })], 'missed'],
    ['9.1 busy', [arrived, ended({ disposition: 'busy' })], 'missed'],
    ['9.1 it has not ended', [arrived, rang], null],
    ['9.1 only its END came', [ended({ disposition: 'no answer' })], 'missed'],
    ['its end is unknown', [arrived, rang, { kind: 'expired' }], null],
    ['9.5 answered and talked', [arrived, rang, answered, ended({ extension: '101', talkSeconds: 10 })], 'talked'],
    ['9.5 talked for nine seconds', [arrived, rang, answered, ended({ extension: '101', talkSeconds: 9 })], null],
    ['9.9 hung up in the menu', [arrived, ended({ talkSeconds: 40 })], 'missed'],
    ['9.9 hung up in the menu, which does not count', [arrived, ended({ talkSeconds: 40 })], null, false],
    ['9.5 we called and talked', [dialled, dialEnded('answered', 12)], 'talked'],
    ['9.5 we called and nobody answered', [dialled, dialEnded('no answer')], 'attempted'],
    ['9.5 we called and got an answering machine', [dialled, dialEnded('answered', 4)], 'attempted'],
    ['9.5 our account had no money', [dialled, dialEnded('no money')], null],
    ['9.6 one of our own', [{ ...rang, ownLeg: true }, ended({ disposition: 'cancel', ownLeg: true })], null],
    [
      '9.6 refused by the blacklist',
      [arrived, { kind: 'steered', reply: { action: 'refuse', with: 'busy' } }, ended({ disposition: 'busy' })],
      null,
    ],
    ['9.6 from the statistics alone', [ended({ disposition: 'cancel', source: 'statistics' })], null],
  ])('%s', (_given, said, kind, menuOnlyIsMissed = true) => {
    const pbxCallId = said[0]?.kind === 'dialled' ? 'out_1' : 'in_1';
    const facts = said.map((each, seconds) => fact(seconds, each));
    for (const told of [facts, facts.toReversed(), [...facts, ...facts]]) {
      const call = foldCall(told, { pbxCallId, menuOnlyIsMissed });
      expect(bearingOf({ ...call, callId: 'c' })?.kind ?? null).toBe(kind);
    }
  });

  test('9.5 a talk stands where it was answered by the PBX’s words, a missed call where it began, however late they are told', () => {
    const talk = foldCall([fact(0, dialled), fact(8, answered), fact(68, dialEnded('answered', 60))], { pbxCallId: 'out_1' });
    expect(bearingOf({ ...talk, callId: 'c' })?.at).toEqual(new Date(+talk.startedAt + 8000));
    const late = foldCall([fact(5000, dialEnded('answered', 60)), fact(5001, dialled), fact(5008, answered)], {
      pbxCallId: 'out_1',
    });
    expect(bearingOf({ ...late, callId: 'c' })?.at).toEqual(late.startedAt);
    const lost = foldCall([fact(0, arrived), fact(5000, ended({ disposition: 'cancel' }))], { pbxCallId: 'in_1' });
    expect(bearingOf({ ...lost, callId: 'c' })?.at).toEqual(lost.startedAt);
  });
});
