import { bin, run } from './run.js';

/** Broken arrows between the parts. A cruise that read nothing is a fault too: a checker that sees nothing passes everything. */
export async function checkBoundaries() {
  const { output } = await run(
    bin('depcruise'),
    ['packages', 'apps', '--config', '.dependency-cruiser.cjs', '--output-type', 'json'],
    { quiet: true },
  );
  let result;
  try {
    result = JSON.parse(output);
  } catch {
    return [output];
  }
  const { summary } = result;
  const faults = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
  return summary.totalCruised > 100 ? faults : [...faults, `only ${summary.totalCruised} modules were read`];
}
