import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lastWeekly, nextWeekly, weekBefore, weekOf } from './weekly.ts';

const MONDAY_8 = { timezone: 'Europe/Berlin', weekday: 1, hour: 8 };
const of = (iso: string) => new Date(iso);

test.each<[given: string, now: string, weekly: typeof MONDAY_8, expected: string]>([
  ['at the very moment', '2026-03-16T07:00:00Z', MONDAY_8, '2026-03-16T07:00:00Z'],
  ['a second before it', '2026-03-16T06:59:59Z', MONDAY_8, '2026-03-09T07:00:00Z'],
  ['on Sunday night', '2026-03-22T22:59:00Z', MONDAY_8, '2026-03-16T07:00:00Z'],
  ['the Monday after clocks went forward', '2026-03-30T06:00:00Z', MONDAY_8, '2026-03-30T06:00:00Z'],
  ['the same hour of UTC as the week before is not yet it', '2026-10-26T06:30:00Z', MONDAY_8, '2026-10-19T06:00:00Z'],
  ['an hour that clocks skip', '2026-03-29T12:00:00Z', { ...MONDAY_8, weekday: 7, hour: 2 }, '2026-03-29T01:00:00Z'],
  ['an hour that clocks show twice', '2026-10-25T01:30:00Z', { ...MONDAY_8, weekday: 7, hour: 2 }, '2026-10-25T00:00:00Z'],
  [
    'midnight of the day whose midnight clocks skip',
    '2026-04-24T12:00:00Z',
    { timezone: 'Africa/Cairo', weekday: 5, hour: 0 },
    '2026-04-23T22:00:00Z',
  ],
  [
    'east of UTC it is Monday already',
    '2026-03-15T20:00:00Z',
    { timezone: 'Asia/Kamchatka', weekday: 1, hour: 8 },
    '2026-03-15T20:00:00Z',
  ],
])('the weekly report is due: %s', (_given, now, weekly, expected) => {
  expect(lastWeekly(of(now), weekly)).toEqual(of(expected));
});

test('between one and the next lies a week by the clock: 167 or 169 hours when it changes', () => {
  expect(nextWeekly(of('2026-03-23T07:00:00Z'), MONDAY_8)).toEqual(of('2026-03-30T06:00:00Z'));
  expect(nextWeekly(of('2026-10-24T12:00:00Z'), MONDAY_8)).toEqual(of('2026-10-26T07:00:00Z'));
});

test('the week told about is the last whole one, Monday to Sunday, with the change of clocks in it', () => {
  const week = weekBefore(of('2026-03-30T06:00:00Z'), 'Europe/Berlin');
  expect(week).toEqual({ monday: '2026-03-23', from: of('2026-03-22T23:00:00Z'), to: of('2026-03-29T22:00:00Z') });
  expect(weekBefore(of('2026-03-29T21:59:00Z'), 'Europe/Berlin').monday).toBe('2026-03-16');
  expect(weekOf(week.monday, 'Europe/Berlin')).toEqual(week);
});

test('whatever the zone and the moment: one comes before, one after, and both are of that weekday and hour', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Apia', 'Europe/Moscow');
  const span = { min: Date.parse('2020-01-01'), max: Date.parse('2030-01-01') };
  fc.assert(
    fc.property(
      zones,
      fc.integer(span),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 5, max: 22 }),
      (timezone, ms, weekday, hour) => {
        const now = new Date(ms);
        const weekly = { timezone, weekday, hour };
        const [last, next] = [lastWeekly(now, weekly), nextWeekly(now, weekly)];
        expect(last <= now && now < next).toBe(true);
        const clock = new Intl.DateTimeFormat('en-GB', {
          timeZone: timezone,
          weekday: 'short',
          hour: '2-digit',
          hourCycle: 'h23',
        });
        expect(new Set([last, next].map((moment) => clock.format(moment))).size).toBe(1);
        expect(weekBefore(last, timezone).to <= last).toBe(true);
      },
    ),
  );
});
