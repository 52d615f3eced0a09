import { expect, test } from 'vitest';
import { playOutage } from './support/simulated-outage.ts';

// `npm run outage` plays a whole week of 5,000 calls and prints its figures.
const calls = Number(process.env['OUTAGE_CALLS'] ?? 60);
const days = Number(process.env['OUTAGE_DAYS'] ?? 1);

test('5.8 F2 after two hours off and one notification in twenty lost, one comparison makes the journal equal to the cloud', {
  timeout: 180_000 + calls * 500,
}, async () => {
  const figures = await playOutage({ calls, days, seed: process.env['OUTAGE_SEED'] ?? 'outage' });
  if (process.env['OUTAGE_CALLS']) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  const { lost, differencesBefore, report, differences, again, bent } = figures;
  expect(lost).toBeGreaterThan(0);
  expect(differencesBefore).toBeGreaterThan(0);
  expect(report.recovered).toBeGreaterThan(0);
  expect({ differences, bent, inDoubt: report.inDoubt }).toEqual({ differences: [], bent: [], inDoubt: 0 });
  expect(again).toMatchObject({ calls: report.calls, recovered: 0, corrected: 0, closed: 0, inDoubt: 0 });
});
