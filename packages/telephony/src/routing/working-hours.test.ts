import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { afterWorkingMinutes, isOpen, type WorkingHours } from './working-hours.ts';

const hours: WorkingHours = {
  timezone: 'Europe/Berlin',
  weekly: [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '13:00' },
    { days: [1, 2, 3, 4, 5], from: '14:00', to: '18:00' },
    { days: [6], from: '22:00', to: '02:00' },
  ],
  exceptions: [
    { date: '2026-05-01', spans: [] },
    { date: '2026-12-24', spans: [{ from: '09:00', to: '12:00' }] },
  ],
};

test.each<[given: string, at: string, open: boolean]>([
  ['a Monday morning', '2026-03-16T09:30:00+01:00', true],
  ['the first minute', '2026-03-16T09:00:00+01:00', true],
  ['the minute before', '2026-03-16T08:59:59+01:00', false],
  ['the break', '2026-03-16T13:00:00+01:00', false],
  ['after the break', '2026-03-16T14:00:00+01:00', true],
  ['the evening', '2026-03-16T18:00:00+01:00', false],
  ['a Sunday', '2026-03-15T10:00:00+01:00', false],
  ['a Saturday night', '2026-03-14T23:00:00+01:00', true],
  ['past its midnight', '2026-03-15T01:59:00+01:00', true],
  ['after its end', '2026-03-15T02:00:00+01:00', false],
  ['a holiday', '2026-05-01T10:00:00+02:00', false],
  ['other hours on one date', '2026-12-24T11:00:00+01:00', true],
  ['other hours on one date, over', '2026-12-24T15:00:00+01:00', false],
  ['the morning after the clocks went forward', '2026-03-30T09:00:00+02:00', true],
  ['the morning after the clocks went back', '2026-10-26T09:00:00+01:00', true],
  ['the minute before, after the clocks went back', '2026-10-26T08:59:00+01:00', false],
])('7.6 %s', (_given, at, open) => {
  expect(isOpen(hours, new Date(at))).toBe(open);
});

const night: WorkingHours = { timezone: 'Europe/Berlin', weekly: [{ days: [7], from: '02:00', to: '03:00' }], exceptions: [] };
const early: WorkingHours = { ...night, weekly: [{ days: [7], from: '01:00', to: '04:00' }] };

test.each<[given: string, hours: WorkingHours, at: string, open: boolean]>([
  ['the hour the clocks leave out does not exist', night, '2026-03-29T00:59:59Z', false],
  ['nor after the jump', night, '2026-03-29T01:00:00Z', false],
  ['hours around the jump: before it', early, '2026-03-29T00:59:59Z', true],
  ['hours around the jump: after it', early, '2026-03-29T01:00:00Z', true],
  ['hours around the jump: two hours long that day', early, '2026-03-29T02:00:00Z', false],
  ['the hour that comes twice: the first time', night, '2026-10-25T00:00:00Z', true],
  ['the hour that comes twice: its last minute, the first time', night, '2026-10-25T00:59:00Z', true],
  ['the hour that comes twice: the second time', night, '2026-10-25T01:30:00Z', true],
  ['the hour that comes twice: over', night, '2026-10-25T02:00:00Z', false],
  [
    'an exception on the day of the change',
    { ...early, exceptions: [{ date: '2026-03-29', spans: [] }] },
    '2026-03-29T01:00:00Z',
    false,
  ],
])('7.6 when the clocks change: %s', (_given, when, at, open) => {
  expect(isOpen(when, new Date(at))).toBe(open);
});

test('7.6 without hours it is always open, with exceptions alone save on these', () => {
  expect(isOpen(null, new Date('2026-03-15T03:00:00Z'))).toBe(true);
  const exceptions = { timezone: 'UTC', weekly: [], exceptions: [{ date: '2026-01-01', spans: [] }] };
  expect(isOpen(exceptions, new Date('2026-03-15T03:00:00Z'))).toBe(true);
  expect(isOpen(exceptions, new Date('2026-01-01T03:00:00Z'))).toBe(false);
});

test.each<[given: string, from: string, minutes: number, due: string]>([
  ['within a stretch', '2026-03-16T09:30:00+01:00', 15, '2026-03-16T09:45:00+01:00'],
  ['over the break', '2026-03-16T12:50:00+01:00', 15, '2026-03-16T14:05:00+01:00'],
  ['from the night', '2026-03-16T03:00:00+01:00', 15, '2026-03-16T09:15:00+01:00'],
  ['over the weekend', '2026-03-20T17:50:00+01:00', 15, '2026-03-21T22:05:00+01:00'],
  ['over a holiday', '2026-04-30T17:55:00+02:00', 10, '2026-05-02T22:05:00+02:00'],
  ['over the change of clocks', '2026-03-29T01:59:00+01:00', 2, '2026-03-30T09:01:00+02:00'],
  ['over a night whose end comes twice', '2026-10-25T01:59:00+02:00', 2, '2026-10-26T09:01:00+01:00'],
])('9.3 due %s', (_given, from, minutes, due) => {
  expect(afterWorkingMinutes(hours, new Date(from), minutes).toISOString()).toBe(new Date(due).toISOString());
});

test('9.3 without hours minutes are minutes, and so they are where it never opens', () => {
  const from = new Date('2026-03-16T03:00:00Z');
  const due = new Date('2026-03-16T03:15:00Z');
  expect(afterWorkingMinutes(null, from, 15)).toEqual(due);
  expect(
    afterWorkingMinutes({ timezone: 'UTC', weekly: [{ days: [], from: '09:00', to: '18:00' }], exceptions: [] }, from, 15),
  ).toEqual(due);
});

test('9.3 from any moment, over breaks, holidays and changes of clocks: exactly so many open minutes lie before the due time', () => {
  const minute = fc.integer({ min: 0, max: 366 * 1440 });
  fc.assert(
    fc.property(minute, fc.integer({ min: 1, max: 900 }), (start, minutes) => {
      const from = new Date(+new Date('2026-01-01T00:00:00Z') + start * 60_000);
      const due = afterWorkingMinutes(hours, from, minutes);
      let open = 0;
      for (let at = +from; at < +due; at += 60_000) if (isOpen(hours, new Date(at))) open += 1;
      expect(open).toBe(minutes);
      expect(isOpen(hours, new Date(+due - 1))).toBe(true);
    }),
    { numRuns: 40, examples: [[425573, 428]] }, // the night of 25 October, whose end comes twice
  );
});
