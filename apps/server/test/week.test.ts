import { expect, test } from 'vitest';
import { playWeek } from './support/simulated-week.ts';

// `npm run week` plays the whole one of 5,000 calls and prints its figures.
const calls = Number(process.env['WEEK_CALLS'] ?? 250);

test('F1 F2 6.6 9.1 a week through a bad network leaves one lead a new number, one reminder a waiting caller, and the cloud’s own journal', {
  timeout: 180_000 + calls * 500,
}, async () => {
  const figures = await playWeek({ calls, seed: process.env['WEEK_SEED'] ?? 'week' });
  if (process.env['WEEK_CALLS']) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  const { leads, openReminders, duplicates, differences } = figures;
  expect({ leads: leads.found, openReminders: openReminders.found, duplicates, differences }).toEqual({
    leads: leads.expected,
    openReminders: openReminders.expected,
    duplicates: 0,
    differences: [],
  });
});
