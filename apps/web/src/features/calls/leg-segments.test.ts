import { expect, test } from 'vitest';
import { legSegments } from './leg-segments.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 14, 9, 0, seconds)).toISOString();
const call = { startedAt: at(0), endedAt: at(100), status: 'answered', origin: 'phone', talkSeconds: 80 } as const;
const leg = { extension: '101', userId: null, rangAt: at(10), answeredAt: at(20), leftAt: at(100), outcome: 'answered' };
const now = new Date(at(100));

test('F11 a leg that rang and answered has two bars that meet', () => {
  expect(legSegments(leg, call, now)).toEqual([
    { kind: 'ringing', left: 10, width: 10, seconds: 10 },
    { kind: 'talking', left: 20, width: 80, seconds: 80 },
  ]);
});

test('a leg nobody answered has only rung', () => {
  expect(legSegments({ ...leg, answeredAt: null, leftAt: at(25), outcome: 'no-answer' }, call, now)).toEqual([
    { kind: 'ringing', left: 10, width: 15, seconds: 15 },
  ]);
});

test('5.8 a leg that only the statistics know has talked as long as they say, and rang no longer than that leaves', () => {
  const known = { ...leg, rangAt: at(0), answeredAt: null };
  expect(legSegments(known, { ...call, origin: 'import', talkSeconds: 100 }, now)).toEqual([
    { kind: 'talking', left: 0, width: 100, seconds: 100 },
  ]);
  expect(legSegments(known, { ...call, origin: 'import', talkSeconds: 70 }, now)).toEqual([
    { kind: 'ringing', left: 0, width: 30, seconds: 30 },
    { kind: 'talking', left: 30, width: 70, seconds: 70 },
  ]);
});

test('a running call grows to this moment', () => {
  const [, talking] = legSegments({ ...leg, leftAt: null }, { ...call, endedAt: null, status: 'talking' }, new Date(at(40)));
  expect(talking).toEqual({ kind: 'talking', left: 50, width: 50, seconds: 20 });
});

test('3.7 nobody talks on the line of a clicked call before it has ended', () => {
  const clicked = { ...call, origin: 'click' } as const;
  const kinds = (of: Parameters<typeof legSegments>[1]) => legSegments(leg, of, now).map(({ kind }) => kind);
  expect(kinds({ ...clicked, endedAt: null, status: 'talking' })).toEqual(['ringing', 'connecting']);
  expect(kinds(clicked)).toEqual(['ringing', 'talking']);
});

test('times out of order draw no bar outside the call', () => {
  for (const { left, width } of legSegments({ ...leg, rangAt: at(-30), answeredAt: at(150), leftAt: at(120) }, call, now)) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + width).toBeLessThanOrEqual(100);
  }
});
