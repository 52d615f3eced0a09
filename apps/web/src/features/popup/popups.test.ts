import type { LiveCall, LiveMessage } from '@carillon/contract';
import { assert, boolean, constantFrom, integer, nat, property, record, shuffledSubarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_POPUPS, type PopupState, popupsAfter } from './popups.ts';

const me = 'anna';
const incoming = {
  id: 'c1',
  status: 'ringing',
  direction: 'inbound',
  ring: 1,
  ringing: true,
  ringEndsAt: null,
  userId: null,
  transferFrom: null,
  endedAt: null,
  talkSeconds: null,
  outcome: null,
  version: 1,
} as LiveCall; // what a pop-up only shows plays no part here

type Change = Partial<LiveCall>;
const told = (type: 'call.ringing' | 'call.talking' | 'call.updated' | 'call.ended', change: Change = {}): LiveMessage => ({
  type,
  version: change.version ?? 1,
  now: '2026-03-14T09:00:00.000Z',
  call: { ...incoming, ...change },
});
const snapshotOf = (calls: Change[], talked: Change[] = []): LiveMessage => ({
  type: 'snapshot',
  version: 1,
  now: '2026-03-14T09:00:00.000Z',
  calls: calls.map((change) => ({ ...incoming, ...change })),
  talked: talked.map((change) => ({ ...incoming, ...change })),
  notPlaced: null,
});
const snapshot = (...changes: Change[]): LiveMessage => snapshotOf(changes);
const hear = (state: PopupState, message: LiveMessage, at = 0, visible = true): PopupState =>
  popupsAfter(state, { kind: 'message', message, me, at, visible });
const after = (...messages: LiveMessage[]): PopupState => messages.reduce((state, message) => hear(state, message), NO_POPUPS);
const tick = (state: PopupState, at: number): PopupState => popupsAfter(state, { kind: 'tick', at });
const phases = ({ popups }: PopupState): string[] => popups.map(({ callId, ring, phase }) => `${callId} ring ${ring} ${phase}`);

const talkingWithMe: Change = { status: 'talking', userId: me, ringing: false };
const talkingWithBoris: Change = { status: 'talking', userId: 'boris', ringing: false };
const elsewhere: Change = { ringing: false };
const ENDED_AT = Date.parse('2026-03-14T09:00:00.000Z');
const talked: Change = {
  status: 'answered',
  userId: me,
  ringing: false,
  talkSeconds: 252,
  endedAt: '2026-03-14T09:00:00.000Z',
};

describe('4.1 one ring goes forward only', () => {
  test.each<[name: string, messages: LiveMessage[], expected: string[]]>([
    ['4.2 my phone rings', [told('call.ringing')], ['c1 ring 1 ringing']],
    ['4.2 a call that rings for nobody yet shows nothing', [told('call.updated', { ...elsewhere, ring: 0 })], []],
    [
      '3.7 a call that was asked for shows nothing until my phone rings, and then it does',
      [
        told('call.updated', { status: 'requested', direction: 'outbound', userId: me, ringing: false, ring: 0 }),
        told('call.updated', { direction: 'outbound', userId: me, ringing: false, ring: 0 }),
      ],
      ['c1 ring 0 ringing'],
    ],
    [
      '4.2 a call that rings for a colleague shows nothing',
      [told('call.updated', { ...elsewhere, ring: 0, userId: 'boris' })],
      [],
    ],
    ['4.5 I answer', [told('call.ringing'), told('call.talking', talkingWithMe)], ['c1 ring 1 talking']],
    [
      '4.5 a repeated ring does not undo the answer',
      [told('call.ringing'), told('call.talking', talkingWithMe), told('call.ringing')],
      ['c1 ring 1 talking'],
    ],
    ['4.5 a colleague answers', [told('call.ringing'), told('call.talking', talkingWithBoris)], ['c1 ring 1 gone']],
    [
      '4.7 my phone stops and the call rings elsewhere',
      [told('call.ringing'), told('call.updated', elsewhere)],
      ['c1 ring 1 went-on'],
    ],
    [
      '4.1 a ring that went on does not ring again when an old word comes late',
      [told('call.ringing'), told('call.updated', elsewhere), told('call.ringing')],
      ['c1 ring 1 went-on'],
    ],
    [
      '4.7 it comes back to my phone',
      [told('call.ringing'), told('call.updated', elsewhere), told('call.ringing', { ring: 2 })],
      ['c1 ring 2 ringing'],
    ],
    [
      '4.1 news of the call while my phone goes on ringing',
      [told('call.ringing', { userId: me }), told('call.updated', { userId: me })],
      ['c1 ring 1 ringing'],
    ],
    [
      '4.1 the closed ring does not come back',
      [told('call.ringing'), told('call.talking', talkingWithBoris), told('call.ringing')],
      ['c1 ring 1 gone'],
    ],
    [
      '4.1 the next ring opens again',
      [told('call.ringing'), told('call.talking', talkingWithBoris), told('call.ringing', { ring: 2, transferFrom: '102' })],
      ['c1 ring 2 ringing'],
    ],
    ['4.6 the end closes it', [told('call.ringing'), told('call.ended', { status: 'missed' })], ['c1 ring 1 gone']],
    ['4.6 a ring told after the end opens nothing', [told('call.ended', { status: 'missed' }), told('call.ringing')], []],
    [
      '4.3 my own outgoing call',
      [told('call.updated', { ...elsewhere, direction: 'outbound', ring: 0, userId: me })],
      ['c1 ring 0 ringing'],
    ],
    [
      '4.3 an outgoing call of a colleague',
      [told('call.updated', { ...elsewhere, direction: 'outbound', ring: 0, userId: 'boris' })],
      [],
    ],
    [
      '4.10 two calls stack',
      [told('call.ringing'), told('call.ringing', { id: 'c2' })],
      ['c1 ring 1 ringing', 'c2 ring 1 ringing'],
    ],
    ['4.8 an answer whose ring was lost', [told('call.talking', { ...talkingWithMe, ring: 0 })], ['c1 ring 0 talking']],
  ])('%s', (_name, messages, expected) => {
    expect(phases(after(...messages))).toEqual(expected);
  });
});

describe('4.7 a transfer', () => {
  const toMe = told('call.ringing', { userId: me, transferFrom: '102' }); // my own ring, also while my colleague still talks

  test('closes when my phone has stopped and my colleague talks on, or a third one takes it', () => {
    expect(phases(after(toMe, told('call.updated', talkingWithBoris)))).toEqual(['c1 ring 1 gone']);
    expect(phases(after(toMe, told('call.talking', { ...elsewhere, status: 'talking', userId: 'vera' })))).toEqual([
      'c1 ring 1 gone',
    ]);
  });
  test('mine stays until the next one answers, and then says who', () => {
    const handing = after(
      told('call.ringing'),
      told('call.talking', talkingWithMe),
      told('call.updated', { ...talkingWithMe, transferFrom: '101' }),
    );
    expect(phases(handing)).toEqual(['c1 ring 1 talking']);
    expect(hear(handing, told('call.talking', talkingWithBoris)).popups[0]?.farewell?.because).toBe('answered-by-other');
  });
});

describe('4.7 a redirect that nobody takes', () => {
  const ringing = after(told('call.ringing', { ringEndsAt: '2026-03-14T09:00:17.000Z' }));
  const end = Date.parse('2026-03-14T09:00:17.000Z');

  test('folds to “went on” when its time is over, even if no word comes', () => {
    expect(phases(tick(ringing, end - 1))).toEqual(['c1 ring 1 ringing']);
    expect(phases(tick(ringing, end))).toEqual(['c1 ring 1 went-on']);
  });
  test('then says who answered, a little longer', () => {
    const answered = hear(tick(ringing, end), told('call.talking', talkingWithBoris), end);
    expect(answered.popups[0]).toMatchObject({ phase: 'gone', farewell: { because: 'answered-by-other' } });
    expect(tick(answered, end + 3999).popups).toHaveLength(1);
    expect(tick(answered, end + 4000).popups).toHaveLength(0);
  });
  test('is there again after a reload', () => {
    expect(phases(after(snapshot(elsewhere)))).toEqual(['c1 ring 1 went-on']);
  });
});

describe('4.6 the result of a talk', () => {
  const talkedTo = after(told('call.ringing'), told('call.talking', talkingWithMe));
  const ended = hear(talkedTo, told('call.ended', talked), ENDED_AT);

  test('is asked for after ten seconds of talk, for ten minutes', () => {
    expect(phases(ended)).toEqual(['c1 ring 1 result']);
    expect(phases(tick(ended, ENDED_AT + 599_999))).toEqual(['c1 ring 1 result']);
    expect(phases(tick(ended, ENDED_AT + 600_000))).toEqual([]);
  });
  test.each<[name: string, change: Change]>([
    ['a short talk', { talkSeconds: 9 }],
    ['a talk of a colleague', { userId: 'boris' }],
    ['a missed call', { status: 'missed', talkSeconds: 0, userId: null }],
    ['a talk whose result was said while talking', { outcome: 'Order' }],
  ])('is not asked for of %s', (_name, change) => {
    expect(phases(hear(talkedTo, told('call.ended', { ...talked, ...change }), ENDED_AT))).toEqual(['c1 ring 1 gone']);
  });
  test('said in another tab, it is asked for no more', () => {
    expect(phases(hear(ended, told('call.updated', { ...talked, outcome: 'Order' }), ENDED_AT))).toEqual(['c1 ring 1 gone']);
    expect(tick(hear(ended, snapshot(), ENDED_AT), ENDED_AT).popups).toEqual([]);
  });
  test('waved away, it does not come back with the next word of the call', () => {
    const away = popupsAfter(ended, { kind: 'dismissed', callId: 'c1', ring: 1 });
    expect(phases(hear(away, told('call.updated', talked), ENDED_AT))).toEqual([]);
  });
  test('is asked for after a reload, too', () => {
    expect(phases(hear(NO_POPUPS, snapshotOf([], [talked]), ENDED_AT))).toEqual(['c1 ring 1 result']);
  });
  test('stays while somebody writes, however long', () => {
    const typing = popupsAfter(ended, { kind: 'typing', callId: 'c1', typing: true });
    expect(phases(tick(typing, ENDED_AT + 3_600_000))).toEqual(['c1 ring 1 result']);
  });
});

describe('4.10 what rang while nobody looked', () => {
  const rang = hear(NO_POPUPS, told('call.ringing'), 0, false);

  test('leaves a quiet badge, no dead pop-up', () => {
    const missed = hear(rang, told('call.ended', { status: 'missed', ringing: false }), 0, false);
    expect([missed.popups, missed.away.map(({ id }) => id)]).toEqual([[], ['c1']]);
    expect(popupsAfter(missed, { kind: 'away-read' }).away).toEqual([]);
  });
  test('leaves nothing when I took it on my phone, or looked in another tab', () => {
    const took = hear(hear(rang, told('call.talking', talkingWithMe), 0, false), told('call.ended', talked), ENDED_AT, false);
    expect(took.away).toEqual([]);
    const missed = hear(rang, told('call.ended', { status: 'missed', ringing: false }), 0, false);
    expect(popupsAfter(missed, { kind: 'looked', elsewhere: new Set(['c1']) }).away).toEqual([]);
  });
  test('is no badge when somebody came in time to see it ring', () => {
    const looked = popupsAfter(rang, { kind: 'looked', elsewhere: new Set() });
    expect(hear(looked, told('call.ended', { status: 'missed', ringing: false })).away).toEqual([]);
  });
});

describe('going away', () => {
  test('4.5 “answered by” stays for 2 s', () => {
    const state = hear(after(told('call.ringing')), told('call.talking', talkingWithBoris), 1000);
    expect(tick(state, 2999).popups).toHaveLength(1);
    expect(tick(state, 3000).popups).toHaveLength(0);
  });
  test('4.6 an ended call is off the screen within 2 s', () => {
    const state = hear(after(told('call.ringing')), told('call.ended', { status: 'missed' }), 1000);
    expect(tick(state, 3000).popups).toHaveLength(0);
  });
  test('4.6 it never goes while somebody types into it', () => {
    const typing = popupsAfter(after(told('call.ringing'), told('call.talking', talkingWithMe)), {
      kind: 'typing',
      callId: 'c1',
      typing: true,
    });
    const ended = hear(typing, told('call.ended', { status: 'answered', userId: me }), 0);
    expect(tick(ended, 60_000).popups).toHaveLength(1);
    expect(tick(popupsAfter(ended, { kind: 'typing', callId: 'c1', typing: false }), 60_000).popups).toHaveLength(0);
  });
  test('4.10 a dismissed ring stays hidden, its answer too; the next ring shows', () => {
    const hidden = popupsAfter(after(told('call.ringing')), { kind: 'dismissed', callId: 'c1', ring: 1 });
    expect(phases(hear(hidden, told('call.ringing')))).toEqual([]);
    expect(phases(hear(hidden, told('call.talking', talkingWithMe)))).toEqual([]);
    expect(phases(hear(hidden, told('call.ringing', { ring: 2 })))).toEqual(['c1 ring 2 ringing']);
  });
  test('4.10 dismissing an earlier ring does not hide the next', () => {
    const state = after(told('call.ringing'), told('call.ringing', { ring: 2 }));
    expect(phases(popupsAfter(state, { kind: 'dismissed', callId: 'c1', ring: 1 }))).toEqual(['c1 ring 2 ringing']);
  });
});

describe('4.8 a snapshot', () => {
  test('brings running calls back after a reload', () => {
    const state = after(
      snapshot({}, { id: 'c2', ...talkingWithMe }, { id: 'c3', ...elsewhere, direction: 'outbound', ring: 0, userId: me }),
    );
    expect(phases(state)).toEqual(['c1 ring 1 ringing', 'c2 ring 1 talking', 'c3 ring 0 ringing']);
  });
  test('shows a transfer that rings for me while a colleague still talks', () => {
    expect(phases(after(snapshot({ userId: me, transferFrom: '102' })))).toEqual(['c1 ring 1 ringing']);
  });
  test('closes what it no longer holds', () => {
    expect(tick(after(told('call.ringing'), snapshot()), 1).popups).toEqual([]);
  });
});

test('4.1 whatever arrives, in whatever order, a ring never goes backwards and the end leaves nothing', () => {
  const order = { ringing: 0, 'went-on': 1, talking: 2, result: 3, gone: 4 };
  const message = record({
    type: constantFrom('call.ringing' as const, 'call.talking' as const, 'call.updated' as const),
    status: constantFrom('ringing' as const, 'talking' as const),
    userId: constantFrom(null, me, 'boris'),
    ringing: boolean(),
    ring: integer({ min: 0, max: 3 }),
  });
  assert(
    property(shuffledSubarray(Array.from({ length: 12 }, (_, n) => n)), message, nat(5), (picks, seed, shift) => {
      const story = picks.map((pick) =>
        told(pick % 3 === 0 ? 'call.ringing' : seed.type, {
          ...seed,
          ring: (seed.ring + pick) % 3,
          status: pick % 2 ? 'talking' : seed.status,
          userId: [null, me, 'boris'][(pick + shift) % 3] ?? null,
        }),
      );
      let state = NO_POPUPS;
      for (const next of story) {
        const before = state.popups[0];
        state = hear(state, next);
        const now = state.popups[0];
        if (before && now && now.ring === before.ring) expect(order[now.phase]).toBeGreaterThanOrEqual(order[before.phase]);
        if (before && now) expect(now.ring).toBeGreaterThanOrEqual(before.ring);
      }
      expect(tick(hear(state, told('call.ended', { status: 'answered', ring: 3 })), 2000).popups).toEqual([]);
    }),
  );
});
