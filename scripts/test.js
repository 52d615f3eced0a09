import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { runChecks } from './check.js';
import { bin, root, run } from './run.js';

const folder = mkdtempSync(join(tmpdir(), 'carillon-test-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

/** Only the server built from these very sources is worth a browser test. */
async function build() {
  const { code, output } = await run(process.execPath, ['scripts/build.js'], { quiet: true });
  console.log(code === 0 ? 'ok    build' : `FAIL  build\n${output}`);
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function unitTests() {
  const report = join(folder, 'vitest.json');
  const { code } = await run(bin('vitest'), ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`]);
  return counted(code, () => {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const unread = testResults.filter(
      ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
    ); // it could not be read, or what goes before or after its tests failed
    for (const { name, assertionResults } of testResults)
      for (const { status, fullName, failureMessages } of assertionResults)
        if (status === 'failed') failures.push(`${relative(root, name)}: ${fullName}: ${failureMessages[0]?.split('\n', 1)[0]}`);
    for (const { name, message } of unread) failures.push(`${relative(root, name)}: ${message.split('\n', 1)[0]}`);
    return { passed: numPassedTests, failed: numFailedTests + unread.length };
  });
}

async function browserTests() {
  const report = join(folder, 'playwright.json');
  const { code } = await run(bin('playwright'), ['test', '--config=e2e/playwright.config.ts', '--reporter=list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report },
  });
  return counted(code, () => {
    const { stats, errors } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
  });
}

/** A runner that fails without a failed test (it could not start, or something broke outside the tests) has failed once. */
function counted(code, read) {
  let counts = { passed: 0, failed: 0 };
  try {
    counts = read();
  } catch (error) {
    console.log(`The report could not be read: ${error.message}`);
  }
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** One line for each failed unit test, to stand at the end, where it is not lost among the others' output. */
const failures = [];
const total = { passed: 0, failed: 0 };
const add = ({ passed, failed }) => {
  total.passed += passed;
  total.failed += failed;
  return failed === 0;
};

const built = add(await build()); // before the checks, whose compiled packages would hide what a fresh clone lacks
add(await runChecks());
add(await unitTests());
if (built) add(await browserTests());
for (const failure of failures) console.log(`FAIL  ${failure}`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;
