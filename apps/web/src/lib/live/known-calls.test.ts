import type { LiveCall, LiveMessage } from '@carillon/contract';
import { describe, expect, test } from 'vitest';
import { type KnownCalls, NOTHING_KNOWN, takeMessage } from './known-calls.ts';

const call = (change: Partial<LiveCall>): LiveCall => ({ id: 'c1', status: 'ringing', version: 1, ...change }) as LiveCall; // the rest plays no part here
const now = '2026-03-14T09:00:00.000Z';
const told = (change: Partial<LiveCall>, type: 'call.ringing' | 'call.updated' | 'call.ended' = 'call.updated'): LiveMessage => ({
  type,
  version: change.version ?? 1,
  now,
  call: call(change),
});
const snapshot = (...calls: LiveCall[]): LiveMessage => ({
  type: 'snapshot',
  version: 1,
  now,
  calls,
  talked: [],
  notPlaced: null,
});
const after = (...messages: LiveMessage[]): KnownCalls =>
  messages.reduce((known, message) => takeMessage(known, message).known, NOTHING_KNOWN);

describe('what a tab knows of the running calls', () => {
  test('4.8 an older message than the one we have says nothing', () => {
    const known = after(told({ version: 5, status: 'talking' }));
    expect(takeMessage(known, told({ version: 4 })).news).toBeUndefined();
    expect(takeMessage(known, told({ version: 4 })).known).toBe(known);
  });

  test('4.6 an ended call stays ended when an old snapshot comes late', () => {
    const known = after(told({ version: 3 }), told({ version: 6, status: 'answered' }, 'call.ended'));
    const { news } = takeMessage(known, snapshot(call({ version: 3 })));
    expect(news).toMatchObject({ type: 'snapshot', calls: [] });
  });

  test('4.8 a snapshot that overtook nothing keeps the newer call we know', () => {
    const known = after(told({ version: 7, status: 'talking' }));
    const { news } = takeMessage(known, snapshot(call({ version: 2 }), call({ id: 'c2', version: 1 })));
    expect(news).toMatchObject({ calls: [{ id: 'c1', version: 7 }, { id: 'c2' }] });
  });

  test('4.8 a snapshot replaces what was running', () => {
    const known = after(told({ id: 'gone', version: 1 }), snapshot(call({ id: 'c2', version: 1 })));
    expect([...known.running.keys()]).toEqual(['c2']);
  });

  test('4.6 a talk that ended stays known for its result, until a snapshot says that nobody asks any more', () => {
    const ended = after(told({ version: 2 }), told({ version: 6, status: 'answered' }, 'call.ended'));
    expect([...ended.talked.keys()]).toEqual(['c1']);
    expect([...takeMessage(ended, snapshot()).known.talked.keys()]).toEqual([]);
    expect([...takeMessage(ended, told({ version: 7, status: 'ringing' })).known.talked.keys()]).toEqual([]);
  });

  test('two news with one version are both told: a ring and its call change together', () => {
    const known = after(told({ version: 2 }, 'call.updated'));
    expect(takeMessage(known, told({ version: 2 }, 'call.ringing')).news).toBeDefined();
  });

  test('a day of calls does not grow without end', () => {
    const known = after(
      ...Array.from({ length: 500 }, (_, n) => told({ id: `c${n}`, version: 1, status: 'answered' }, 'call.ended')),
    );
    expect(known.versions.size).toBe(200);
    expect(known.running.size).toBe(0);
  });
});
