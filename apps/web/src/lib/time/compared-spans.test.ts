import { describe, expect, test, vi } from 'vitest';
import { comparedSpans } from './compared-spans.ts';

vi.stubEnv('TZ', 'Europe/Berlin'); // changes its clocks on 29 March and 25 October 2026

const local = (at: Date): string =>
  `${at.getFullYear()}-${at.getMonth() + 1}-${at.getDate()} ${at.getHours()}:${String(at.getMinutes()).padStart(2, '0')}`;
const told = (period: string, now: Date, days: { first?: string; last?: string } = {}): string[] => {
  const spans = comparedSpans(period, days, now);
  return spans ? [spans.now.from, spans.now.to, spans.before.from, spans.before.to].map(local) : [];
};

describe('5.7 a period against the one before it', () => {
  test.each<[given: string, period: string, now: Date, expected: string[]]>([
    [
      'today until now against yesterday until this hour',
      'today',
      new Date(2026, 2, 14, 15, 30),
      ['2026-3-14 0:00', '2026-3-15 0:00', '2026-3-13 0:00', '2026-3-13 15:30'],
    ],
    [
      'yesterday is over: against the whole day before',
      'yesterday',
      new Date(2026, 2, 1, 9, 0),
      ['2026-2-28 0:00', '2026-3-1 0:00', '2026-2-27 0:00', '2026-2-28 0:00'],
    ],
    [
      'seven days across the night of the clock change',
      'week',
      new Date(2026, 2, 31, 10, 0),
      ['2026-3-25 0:00', '2026-4-1 0:00', '2026-3-18 0:00', '2026-3-24 10:00'],
    ],
    [
      'the day of 25 hours is one day',
      'today',
      new Date(2026, 9, 25, 12, 0),
      ['2026-10-25 0:00', '2026-10-26 0:00', '2026-10-24 0:00', '2026-10-24 12:00'],
    ],
    [
      'this month against as much of the last',
      'this-month',
      new Date(2026, 3, 14, 8, 0),
      ['2026-4-1 0:00', '2026-4-15 0:00', '2026-3-1 0:00', '2026-3-14 8:00'],
    ],
    [
      'the 31st against the whole of a shorter month',
      'this-month',
      new Date(2026, 2, 31, 8, 0),
      ['2026-3-1 0:00', '2026-4-1 0:00', '2026-2-1 0:00', '2026-3-1 0:00'],
    ],
    [
      'last month against the one before',
      'last-month',
      new Date(2026, 2, 14, 8, 0),
      ['2026-2-1 0:00', '2026-3-1 0:00', '2026-1-1 0:00', '2026-2-1 0:00'],
    ],
  ])('%s', (_given, period, now, expected) => {
    expect(told(period, now)).toEqual(expected);
  });

  test('chosen days that are over against as many before them', () => {
    const days = { first: '2026-03-02', last: '2026-03-08' };
    expect(told('custom', new Date(2026, 2, 14), days)).toEqual([
      '2026-3-2 0:00',
      '2026-3-9 0:00',
      '2026-2-23 0:00',
      '2026-3-2 0:00',
    ]);
  });

  test('days the wrong way round, or none, are no period', () => {
    expect(told('custom', new Date(2026, 2, 14), { first: '2026-03-09', last: '2026-03-02' })).toEqual([]);
    expect(told('custom', new Date(2026, 2, 14))).toEqual([]);
  });
});
