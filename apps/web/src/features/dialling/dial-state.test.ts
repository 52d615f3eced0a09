import type { LiveCall, LiveMessage } from '@carillon/contract';
import { assert, constantFrom, array, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type DialEvent, type DialState, IDLE, dialAfter, isLocked } from './dial-state.ts';

const target = { number: '+79161234567', name: 'Щукин Юрий' };
const asked: DialEvent = { kind: 'asked', target, at: 0 };
const accepted: DialEvent = { kind: 'accepted', callId: 'c1', suffix: null, until: null, at: 100 };
const refused: DialEvent = { kind: 'refused', target, refusal: { code: 'provider-refused', detail: 'No money', until: null } };
const message = (change: Partial<LiveCall>): DialEvent => ({
  kind: 'message',
  me: 'anna',
  message: {
    type: 'call.updated',
    version: 1,
    now: '2026-03-14T09:00:00.000Z',
    call: { id: 'c1', direction: 'outbound', status: 'ringing', userId: 'anna', ...change },
  } as LiveMessage, // what a click does not look at plays no part here
});
const after = (...events: DialEvent[]): DialState => events.reduce(dialAfter, IDLE);

describe('3.4 what has become of a click', () => {
  test('accepted: locked for 45 s, then free', () => {
    const state = after(asked, accepted);
    expect(state).toMatchObject({ phase: 'requested', callId: 'c1', until: 45_100 });
    expect([isLocked(state, 45_099), isLocked(state, 45_100)]).toEqual([true, false]);
    expect(dialAfter(state, { kind: 'tick', at: 45_100 })).toBe(IDLE);
  });

  test.each<[name: string, change: Partial<LiveCall>, phase: DialState['phase']]>([
    ['my phone rings: the pop-up takes over', {}, 'idle'],
    [
      '3.7 the PBX never dialled: that is said',
      { status: 'not-placed', clientNumber: '+79161234567', clients: [] },
      'not-placed',
    ],
    ['it is still only asked for', { status: 'requested' }, 'requested'],
    ['another call of mine', { id: 'c2' }, 'requested'],
    ['a colleague’s call', { userId: 'boris' }, 'requested'],
    ['a call that comes in', { direction: 'inbound' }, 'requested'],
  ])('%s', (_name, change, phase) => {
    expect(after(asked, accepted, message(change)).phase).toBe(phase);
  });

  test('the notification overtakes the answer of the request', () => {
    expect(after(asked, message({}), accepted)).toBe(IDLE);
  });

  test('a time-out stays unknown and locked: nothing is asked again by itself', () => {
    const state = after(asked, { kind: 'unknown', at: 5000 });
    expect(state).toMatchObject({ phase: 'unknown', until: 50_000 });
    expect(isLocked(state, 49_999)).toBe(true);
    expect(dialAfter(state, message({ id: 'any' }))).toBe(IDLE);
  });

  test('a refusal is read and closed, and locks nothing', () => {
    const state = after(asked, refused);
    expect(isLocked(state, 0)).toBe(false);
    expect(dialAfter(state, { kind: 'tick', at: 1e9 })).toBe(state);
    expect(dialAfter(state, { kind: 'closed' })).toBe(IDLE);
  });

  const client = { type: 'contact' as const, id: 'k1', name: 'Щукин Юрий' };
  const notPlaced = { callId: 'c1', number: '+79161234567', client, at: '1970-01-01T00:02:00.000Z' };
  const snapshot = (told: typeof notPlaced | null): DialEvent => ({
    kind: 'message',
    me: 'anna',
    message: { type: 'snapshot', version: 0, now: notPlaced.at, calls: [], talked: [], notPlaced: told },
  });
  const dead = (change: Partial<LiveCall> = {}) =>
    message({ status: 'not-placed', clientNumber: '+79161234567', clients: [], ...change });

  test('3.7 that nothing was dialled is said after the lock, too, and after a reload; until it is read, or for ten minutes', () => {
    const locked = after(asked, accepted, { kind: 'tick', at: 45_100 });
    expect(dialAfter(locked, dead()).phase).toBe('not-placed');
    const reloaded = after(snapshot(notPlaced));
    expect(reloaded).toMatchObject({ target: { name: 'Щукин Юрий', about: { type: 'contact', id: 'k1' } }, until: 720_000 });
    expect(isLocked(reloaded, 0)).toBe(false);
    expect(dialAfter(reloaded, snapshot(null))).toBe(reloaded);
    expect(dialAfter(reloaded, { kind: 'closed' })).toBe(IDLE);
    expect(dialAfter(reloaded, { kind: 'tick', at: 720_000 })).toBe(IDLE);
    expect(dialAfter(reloaded, message({})).phase).toBe('idle'); // the PBX has dialled after all
  });

  test('3.7 a newer click is not disturbed by what became of an older one, a refusal stays in its own words', () => {
    expect(after(asked, dead({ id: 'c0' })).phase).toBe('asking');
    expect(after(asked, accepted, dead({ id: 'c0' }))).toMatchObject({ phase: 'requested', callId: 'c1' });
    expect(after(asked, refused, dead()).phase).toBe('refused');
    expect(after(asked, { kind: 'unknown', at: 0 }, dead()).phase).toBe('unknown');
    expect(after(snapshot(notPlaced), asked).phase).toBe('asking');
    expect(after(dead({ userId: 'boris' }), dead({ direction: 'inbound' }))).toBe(IDLE);
  });

  test('3.6 a warning waits for a person, however long', () => {
    const warnings = [{ code: 'do-not-call' as const, client: null, localTime: null, colleague: null }];
    const state = after(asked, { kind: 'warned', warnings });
    expect(dialAfter(state, { kind: 'tick', at: 1e9 })).toBe(state);
    expect(isLocked(state, 1)).toBe(false);
  });
});

describe('3.5 a second tab', () => {
  const heard = (state: DialState): DialEvent => ({ kind: 'heard', state });

  test('is locked by the call of the first, and set free with it', () => {
    const first = after(asked, accepted);
    const second = after(heard(first));
    expect(isLocked(second, 200)).toBe(true);
    expect(dialAfter(second, heard(IDLE))).toBe(IDLE);
  });

  test('follows the first from its question to its answer', () => {
    const second = after(heard(after(asked)));
    expect(isLocked(second, 200)).toBe(true);
    expect(dialAfter(second, heard(after(asked, accepted)))).toMatchObject({ phase: 'requested', callId: 'c1' });
    expect(dialAfter(second, heard(after(asked, refused)))).toBe(IDLE);
    const dead = message({ status: 'not-placed', clientNumber: '+7916', clients: [] });
    expect(dialAfter(second, dead).phase).toBe('not-placed'); // refused there: here it is said that nothing came of it
    expect(dialAfter(after(asked), heard(after(asked, accepted))).phase).toBe('asking'); // my own question waits for its own answer
  });

  test('does not repeat what the first was refused', () => {
    expect(after(heard(after(asked, refused)))).toBe(IDLE);
  });

  test('keeps its own refusal while the first goes on', () => {
    expect(after(asked, refused, heard(IDLE)).phase).toBe('refused');
  });

  test('a lock that another browser holds is learned from the server', () => {
    const locked: DialEvent = { kind: 'locked', callId: 'c9', number: '+79160000000', until: 30_000 };
    expect(after(locked)).toMatchObject({ phase: 'requested', target: { number: '+79160000000' } });
    expect(after(asked, locked).phase).toBe('asking');
  });
});

test('a lock always ends by the clock, whatever came before', () => {
  const events: DialEvent[] = [
    asked,
    accepted,
    refused,
    { kind: 'unknown', at: 300 },
    { kind: 'closed' },
    message({}),
    { kind: 'locked', callId: 'c2', number: '+7', until: 400 },
    { kind: 'heard', state: after(asked, accepted) },
  ];
  assert(
    property(array(constantFrom(...events), { maxLength: 12 }), (told) => {
      const state = dialAfter(after(...told), { kind: 'tick', at: 120_000 });
      expect(isLocked(state, 120_000)).toBe(false);
      expect(['idle', 'refused', 'warned', 'not-placed']).toContain(state.phase);
    }),
  );
});
