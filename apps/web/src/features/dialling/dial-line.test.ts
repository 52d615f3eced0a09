import type { LiveCall, LiveMessage } from '@carillon/contract';
import { expect, test } from 'vitest';
import { DialLine } from './dial-line.ts';

const AT = '2026-03-14T09:00:00.000Z';
const lock = (callId: string) => ({ lock: { callId, number: '+79161234567', until: '2026-03-14T09:00:45.000Z' } });
const told = (change: Partial<LiveCall>): LiveMessage =>
  ({
    type: 'call.updated',
    version: 1,
    now: AT,
    call: { direction: 'outbound', userId: 'anna', clientNumber: '+79161234567', clients: [], ...change },
  }) as LiveMessage; // what a click does not look at plays no part here
const lineAfter = (...clicks: string[]): DialLine => {
  const line = new DialLine({ userId: 'anna', serverNow: () => Date.parse(AT) });
  for (const id of clicks) {
    line.learn(lock(id));
    if (id !== clicks.at(-1)) line.take(told({ id, status: 'ringing' }));
  }
  return line;
};

test('3.7 that nothing came of the last click is said', () => {
  const line = lineAfter('c1');
  line.take(told({ id: 'c1', status: 'not-placed' }));
  expect(line.state().phase).toBe('not-placed');
});

test('3.7 that nothing came of an earlier click is not said beside the talk that a later one began', () => {
  const line = lineAfter('c1', 'c2');
  line.take(told({ id: 'c2', status: 'ringing' }));
  line.take(told({ id: 'c1', status: 'not-placed' }));
  expect(line.state().phase).toBe('idle');
});
