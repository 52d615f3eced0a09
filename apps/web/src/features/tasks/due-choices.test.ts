import { expect, test } from 'vitest';
import { dueChoices, fieldTime } from './due-choices.ts';

const said = (now: Date) => Object.fromEntries(dueChoices(now).map(({ choice, at }) => [choice, fieldTime(at)]));

test('on a Wednesday morning every choice makes sense, the hour rounded up to five minutes', () => {
  expect(said(new Date(2026, 2, 11, 9, 41))).toEqual({
    hour: '2026-03-11T10:45',
    evening: '2026-03-11T18:00',
    tomorrow: '2026-03-12T10:00',
    monday: '2026-03-16T10:00',
    week: '2026-03-18T10:00',
  });
});

test.each([
  ['late in the day there is no "this evening"', new Date(2026, 2, 11, 16, 0), ['hour', 'tomorrow', 'monday', 'week']],
  ['on Sunday "tomorrow" is Monday', new Date(2026, 2, 15, 17, 0), ['hour', 'tomorrow', 'week']],
  ['on Monday "in a week" is the next one', new Date(2026, 2, 16, 17, 0), ['hour', 'tomorrow', 'week']],
])('%s', (_sentence, now, choices) => {
  expect(dueChoices(now).map(({ choice }) => choice)).toEqual(choices);
});

test('an hour before midnight is tomorrow, and a month may end', () => {
  expect(said(new Date(2026, 1, 28, 23, 58))).toMatchObject({ hour: '2026-03-01T01:00', tomorrow: '2026-03-01T10:00' });
});

test('all choices lie ahead, in order', () => {
  for (let hour = 0; hour < 24 * 8; hour += 1) {
    const now = new Date(2026, 2, 9, hour, 59);
    const times = dueChoices(now).map(({ at }) => +at);
    expect(times.every((at) => at > +now)).toBe(true);
    expect(new Set(times).size).toBe(times.length);
  }
});
