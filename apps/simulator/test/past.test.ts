import { beforeAll, expect, test } from 'vitest';
import { bookPast, Cloud, type StatisticsRow, virtualClock } from '../src/index.ts';
import { momentOf, wallTime } from '../src/zone.ts';

const NOW = new Date('2026-11-20T09:00:00Z'); // a Friday; three weeks before, the clocks of Berlin were put back
const ZONE = 'Europe/Berlin';
const regulars = Array.from({ length: 500 }, (_, n) => ({
  number: `7916${String(1_000_000 + n)}`,
  extension: `10${(n % 3) + 1}`,
}));

function past(seed: string): readonly StatisticsRow[] {
  const cloud = new Cloud({
    clock: virtualClock(NOW),
    outside: { post: () => Promise.reject(new Error('the past tells nobody')), get: () => Promise.reject(new Error('nor asks')) },
    seed,
    account: { timezone: ZONE },
  });
  bookPast(cloud, { calls: 1300, regulars, stranger: (random) => `7903${random.between(1_000_000, 9_999_999)}`, recordings: 10 });
  expect(cloud.recordings.ofCall(cloud.statistics().findLast(({ recorded }) => recorded)?.pbxCallId ?? '', NOW)).toHaveLength(1);
  return cloud.statistics();
}

let rows: readonly StatisticsRow[];
beforeAll(() => {
  rows = past('one');
});

const share = (some: readonly StatisticsRow[]): number => some.length / rows.length;
const wall = ({ startedAt }: StatisticsRow): string => wallTime(startedAt, ZONE);

test('the same seed gives the same past, another seed another one, each row its own call', () => {
  expect(past('one')).toEqual(rows);
  expect(past('two').map(({ pbxCallId }) => pbxCallId)).not.toEqual(rows.map(({ pbxCallId }) => pbxCallId));
  expect(new Set(rows.map(({ pbxCallId }) => pbxCallId)).size).toBe(rows.length);
  expect(new Set(rows.map(({ callId }) => Number(callId))).size).toBe(rows.length);
});

test('a month of two pages, over before now, in the hours and on the days people call', () => {
  expect(rows.length).toBeGreaterThan(1200);
  expect(rows.length).toBeLessThan(2000);
  expect(rows.every(({ startedAt, seconds }) => +startedAt + seconds * 1000 < +NOW)).toBe(true);
  expect(+(rows[0]?.startedAt ?? NOW)).toBeGreaterThan(+NOW - 31 * 86_400_000);
  const hours = rows.map((row) => Number(wall(row).slice(11, 13)));
  expect(hours.filter((hour) => hour >= 9 && hour < 19).length / rows.length).toBeGreaterThan(0.8);
  expect(hours.filter((hour) => hour < 5).length).toBeLessThan(20);
  const days = rows.map((row) => momentOf(wall(row).slice(0, 10), 'UTC')?.getUTCDay());
  expect(days.filter((day) => day === 0).length).toBeLessThan(days.filter((day) => day === 2).length / 4);
});

test('answered, missed, dialled, busy: everything a month has; only the latest talks can be heard', () => {
  const inbound = rows.filter(({ pbxCallId }) => pbxCallId.startsWith('in_'));
  const missed = inbound.filter(({ disposition }) => disposition !== 'answered');
  expect(share(inbound)).toBeGreaterThan(0.6);
  expect(missed.length / inbound.length).toBeGreaterThan(0.12);
  expect(missed.length / inbound.length).toBeLessThan(0.35);
  expect(new Set(rows.map(({ disposition }) => disposition))).toEqual(
    new Set(['answered', 'cancel', 'no answer', 'busy', 'failed']),
  );
  expect(rows.every(({ disposition, seconds }) => (disposition === 'answered') === seconds > 0)).toBe(true);
  const heard = rows.filter(({ recorded }) => recorded);
  expect(heard).toHaveLength(10);
  expect(Math.min(...heard.map(({ startedAt }) => +startedAt))).toBeGreaterThan(+NOW - 3 * 86_400_000);
});

test('some who called in vain were called back, and some, clients among them, never heard from anybody', () => {
  const lost = rows.filter(
    (row) =>
      row.pbxCallId.startsWith('in_') &&
      row.disposition !== 'answered' &&
      !rows.some(
        ({ caller, destination, disposition, startedAt }) =>
          [caller, destination].includes(row.caller) && disposition === 'answered' && startedAt > row.startedAt,
      ),
  );
  const callers = new Set(lost.map(({ caller }) => caller));
  expect(callers.size).toBeGreaterThan(15);
  expect(callers.size).toBeLessThan(150);
  expect([...callers].filter((number) => regulars.some((regular) => regular.number === number)).length).toBeGreaterThan(3);
});
