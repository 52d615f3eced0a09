import type { LiveCall, LiveMessage } from '@carillon/contract';
import { assert, constantFrom, integer, nat, property, record, shuffledSubarray } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NO_POPUPS, type PopupState, popupsAfter } from './popups.ts';

const me = 'anna';
const incoming = {
  id: 'c1',
  status: 'ringing',
  direction: 'inbound',
  ring: 1,
  userId: null,
  transferFrom: null,
  version: 1,
} as LiveCall; // what a pop-up only shows plays no part here

type Change = Partial<LiveCall>;
const told = (type: 'call.ringing' | 'call.talking' | 'call.updated' | 'call.ended', change: Change = {}): LiveMessage => ({
  type,
  version: change.version ?? 1,
  now: '2026-03-14T09:00:00.000Z',
  call: { ...incoming, ...change },
});
const snapshot = (...changes: Change[]): LiveMessage => ({
  type: 'snapshot',
  version: 1,
  now: '2026-03-14T09:00:00.000Z',
  calls: changes.map((change) => ({ ...incoming, ...change })),
  talked: [],
});
const hear = (state: PopupState, message: LiveMessage, at = 0): PopupState =>
  popupsAfter(state, { kind: 'message', message, me, at });
const after = (...messages: LiveMessage[]): PopupState => messages.reduce((state, message) => hear(state, message), NO_POPUPS);
const tick = (state: PopupState, at: number): PopupState => popupsAfter(state, { kind: 'tick', at });
const phases = ({ popups }: PopupState): string[] => popups.map(({ callId, ring, phase }) => `${callId} ring ${ring} ${phase}`);

const talkingWithMe: Change = { status: 'talking', userId: me };
const talkingWithBoris: Change = { status: 'talking', userId: 'boris' };

describe('4.1 one ring goes forward only', () => {
  test.each<[name: string, messages: LiveMessage[], expected: string[]]>([
    ['4.2 my phone rings', [told('call.ringing')], ['c1 ring 1 ringing']],
    ['4.2 a call that rings for nobody yet shows nothing', [told('call.updated', { ring: 0 })], []],
    ['4.2 a call that rings for a colleague shows nothing', [told('call.updated', { ring: 0, userId: 'boris' })], []],
    ['4.5 I answer', [told('call.ringing'), told('call.talking', talkingWithMe)], ['c1 ring 1 talking']],
    [
      '4.5 a repeated ring does not undo the answer',
      [told('call.ringing'), told('call.talking', talkingWithMe), told('call.ringing')],
      ['c1 ring 1 talking'],
    ],
    ['4.5 a colleague answers', [told('call.ringing'), told('call.talking', talkingWithBoris)], ['c1 ring 1 gone']],
    [
      '4.1 my phone stops and the call rings elsewhere',
      [told('call.ringing', { userId: me }), told('call.updated', { userId: null })],
      ['c1 ring 1 gone'],
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
      [
        told('call.ringing'),
        told('call.talking', talkingWithBoris),
        told('call.ringing', { ...talkingWithBoris, ring: 2, transferFrom: '102' }),
      ],
      ['c1 ring 2 ringing'],
    ],
    ['4.6 the end closes it', [told('call.ringing'), told('call.ended', { status: 'missed' })], ['c1 ring 1 gone']],
    ['4.6 a ring told after the end opens nothing', [told('call.ended', { status: 'missed' }), told('call.ringing')], []],
    ['4.3 my own outgoing call', [told('call.updated', { direction: 'outbound', ring: 0, userId: me })], ['c1 ring 0 ringing']],
    ['4.3 an outgoing call of a colleague', [told('call.updated', { direction: 'outbound', ring: 0, userId: 'boris' })], []],
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
  const toMe = told('call.ringing', { ...talkingWithBoris, transferFrom: '102' });

  test('rings for me while my colleague still talks', () => {
    expect(phases(after(toMe, told('call.updated', { ...talkingWithBoris, transferFrom: '102' })))).toEqual([
      'c1 ring 1 ringing',
    ]);
  });
  test('closes when a third colleague takes it', () => {
    expect(phases(after(toMe, told('call.talking', { status: 'talking', userId: 'vera' })))).toEqual(['c1 ring 1 gone']);
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
    const state = after(snapshot({}, { id: 'c2', ...talkingWithMe }, { id: 'c3', direction: 'outbound', ring: 0, userId: me }));
    expect(phases(state)).toEqual(['c1 ring 1 ringing', 'c2 ring 1 talking', 'c3 ring 0 ringing']);
  });
  test('shows a transfer that rings for me while a colleague still talks', () => {
    expect(phases(after(snapshot({ ...talkingWithBoris, transferFrom: '102' })))).toEqual(['c1 ring 1 ringing']);
  });
  test('closes what it no longer holds', () => {
    expect(tick(after(told('call.ringing'), snapshot()), 1).popups).toEqual([]);
  });
});

test('4.1 whatever arrives, in whatever order, a ring never goes backwards and the end leaves nothing', () => {
  const order = { ringing: 0, talking: 1, gone: 2 };
  const message = record({
    type: constantFrom('call.ringing' as const, 'call.talking' as const, 'call.updated' as const),
    status: constantFrom('ringing' as const, 'talking' as const),
    userId: constantFrom(null, me, 'boris'),
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
