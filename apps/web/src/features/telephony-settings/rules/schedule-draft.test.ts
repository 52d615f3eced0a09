import type { Schedule } from '@carillon/contract';
import { describe, expect, test } from 'vitest';
import { bodyOf, type Day, daysText, draftFault, draftOf, type ScheduleDraft } from './schedule-draft.ts';

const saved: Schedule = {
  id: '0198c5f0-8a6e-7c3b-9d2e-3f5a1b7c9d01',
  name: 'Office',
  timezone: 'Europe/Moscow',
  isDefault: true,
  weekly: [
    { days: ['mon', 'tue'], from: '09:00', to: '13:00' },
    { days: ['mon', 'tue'], from: '14:00', to: '24:00' },
  ],
  exceptions: [
    { date: '2026-05-09', closed: true },
    { date: '2026-03-06', from: '09:00', to: '15:00' },
  ],
};
const form = (change: Partial<ScheduleDraft> = {}): ScheduleDraft => ({
  ...draftOf(saved, { name: '', timezone: '' }),
  ...change,
});

test('7.6 a schedule that was only looked at is saved as it was, its dates in order', () => {
  const { id, ...rest } = saved;
  expect(id).toBeTruthy();
  expect(bodyOf(form())).toEqual({ ...rest, exceptions: rest.exceptions.toReversed() });
});

test('7.6 a span until midnight, typed as 00:00, ends at 24:00', () => {
  const draft = form({ spans: [{ key: 0, days: ['sun'], from: '18:00', to: '00:00' }] });
  expect(draftFault(draft)).toBeUndefined();
  expect(bodyOf(draft).weekly).toEqual([{ days: ['sun'], from: '18:00', to: '24:00' }]);
});

describe('a form that cannot be saved says why', () => {
  test.each<[string, Partial<ScheduleDraft>, string | undefined]>([
    ['a span without days', { spans: [{ key: 0, days: [], from: '09:00', to: '18:00' }] }, 'hours.wrong'],
    ['a span that ends before it begins', { spans: [{ key: 0, days: ['mon'], from: '18:00', to: '09:00' }] }, 'hours.wrong'],
    ['a date without a day', { dates: [{ key: 0, date: '', closed: true, from: '', to: '' }] }, 'hours.wrongDate'],
    ['a closed date needs no hours', { dates: [{ key: 0, date: '2026-01-01', closed: true, from: '', to: '' }] }, undefined],
    ['no spans at all: closed every day', { spans: [] }, undefined],
  ])('%s', (_name, change, fault) => {
    expect(draftFault(form(change))).toBe(fault);
  });
});

test.each<[Day[], string]>([
  [['mon', 'tue', 'wed', 'thu', 'fri'], 'mon–fri'],
  [['mon', 'wed', 'thu'], 'mon, wed, thu'],
  [['sat', 'sun'], 'sat, sun'],
  [['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'], 'mon–sun'],
])('days read as ranges: %j', (days, text) => {
  expect(daysText(days, (day) => day)).toBe(text);
});
