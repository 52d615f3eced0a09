import { expect, test } from 'vitest';
import { absenceOf, draftOf, fieldText, isAway, SHORTCUTS, shortcutEnd } from './absence-draft.ts';

const now = +new Date(2026, 2, 14, 14, 30);
const at = (...parts: [number, number, number, number?, number?]) => new Date(...parts);

test('7.6 an absence that is over is none', () => {
  const until = at(2026, 2, 14, 15).toISOString();
  expect(isAway({ until, deputyId: null }, now)).toBe(true);
  expect(isAway({ until, deputyId: null }, Date.parse(until))).toBe(false);
  expect(isAway(null, now)).toBe(false);
});

test('what the form shows of an absence saves the same absence', () => {
  const absence = { until: at(2026, 3, 1, 9).toISOString(), deputyId: 'anna' };
  expect(absenceOf(draftOf(absence, now), now)).toEqual(absence);
});

test('a form begins with the next hour, and with the deputy of last time', () => {
  const before = { until: at(2026, 0, 1).toISOString(), deputyId: 'anna' };
  expect(draftOf(before, now)).toEqual({ until: '2026-03-14T15:30', deputyId: 'anna' });
  expect(draftOf(null, now)).toEqual({ until: '2026-03-14T15:30', deputyId: null });
});

test.each(['', 'soon', '2026-03-14T14:30', '2026-03-13T20:00'])('an absence until “%s” is not saved', (until) => {
  expect(absenceOf({ until, deputyId: null }, now)).toBeNull();
});

test('every usual end lies ahead', () => {
  expect(SHORTCUTS.map((shortcut) => fieldText(shortcutEnd(shortcut, now)))).toEqual([
    '2026-03-14T15:30',
    '2026-03-14T17:30',
    '2026-03-15T09:00',
    '2026-03-21T09:00',
  ]);
});
