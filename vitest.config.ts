import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const source = {
  resolve: { conditions: ['source', 'node'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
};

/** Files that take long for their size: they wait for clocks, databases and processes. */
const LONG =
  `embedded black-hole database-away two-processes crash silence binaries supervise week cli/run live-stream imports telephony-settings
  outage notice-mail call-folding contract-door`.split(/\s+/);

/** The long ones begin first, so that nobody waits for the last of them alone when all others are done. */
class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => LONG.some((name) => moduleId.endsWith(`/${name}.test.ts`));
    const sorted = await super.sort(files); // oxlint-disable-line unicorn/no-array-sort -- vitest's own method, which copies
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

// A second, as vitest has it, is little on a busy machine: whoever waits for a thing that comes surely may wait.
const patient = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000 } } };
// The files of a worker share what they import, which takes longer than most of them: nothing in it is replaced or remembers a test.
const shared = { ...patient, isolate: false };

export default defineConfig({
  test: {
    sequence: { sequencer: LongFirst },
    projects: [
      { ...source, test: { name: 'packages', include: ['packages/*/src/**/*.test.ts'], ...shared } },
      { ...source, test: { name: 'web', include: ['apps/web/src/**/*.test.ts'], ...shared } },
      {
        ...source,
        test: { name: 'simulator', include: ['apps/simulator/{src,test}/**/*.test.ts'], ...shared },
      },
      {
        ...source,
        test: {
          name: 'server',
          include: ['apps/server/{src,test}/**/*.test.ts'],
          globalSetup: ['apps/server/test/support/global-setup.ts'],
          ...shared,
          maxWorkers: 3, // more than two cores: many tests wait for clocks and processes
          sequence: { groupOrder: 1 }, // after the others: vitest wants projects with another number of workers apart
        },
      },
    ],
  },
});
