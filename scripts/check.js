import { fileURLToPath } from 'node:url';
import { bin, run } from './run.js';
import { checkBoundaries } from './check-boundaries.js';
import { checkSizes } from './check-sizes.js';

const program = (name, command, args) => ({
  name,
  check: async () => {
    const { code, output } = await run(command, args, { quiet: true });
    return code === 0 ? [] : [output.trim()];
  },
});

const steps = [
  program('format', bin('biome'), ['format', '.']),
  program('types', bin('tsc'), ['-b']),
  program('lint', bin('oxlint'), ['--type-aware', '--deny-warnings', '--quiet']),
  { name: 'boundaries', check: checkBoundaries },
  { name: 'sizes', check: checkSizes },
  program('unused code', bin('knip'), ['--no-progress']),
];

/** Runs every step, telling of each; the numbers of those that hold and that do not. */
export async function runChecks() {
  let failed = 0;
  for (const { name, check } of steps) {
    const faults = await check();
    console.log(`${faults.length === 0 ? 'ok  ' : 'FAIL'}  ${name}`);
    for (const fault of faults) console.log(fault);
    if (faults.length > 0) failed += 1;
  }
  return { passed: steps.length - failed, failed };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const started = Date.now();
  const { passed, failed } = await runChecks();
  console.log(`check: ${passed} passed, ${failed} failed, ${((Date.now() - started) / 1000).toFixed(1)} s`);
  process.exit(failed === 0 ? 0 : 1);
}
