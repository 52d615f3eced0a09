import { defineConfig } from 'vitest/config';

const source = {
  resolve: { conditions: ['source', 'node'] },
  ssr: { resolve: { conditions: ['source', 'node'] } },
};

// A second, as vitest has it, is little on a busy machine: whoever waits for a thing that comes surely may wait.
const expect = { poll: { timeout: 20_000 } };

export default defineConfig({
  test: {
    projects: [
      { ...source, test: { name: 'packages', include: ['packages/*/src/**/*.test.ts'], testTimeout: 60_000, expect } },
      { ...source, test: { name: 'web', include: ['apps/web/src/**/*.test.ts'], testTimeout: 60_000, expect } },
      {
        ...source,
        test: { name: 'simulator', include: ['apps/simulator/{src,test}/**/*.test.ts'], testTimeout: 60_000, expect },
      },
      {
        ...source,
        test: {
          name: 'server',
          include: ['apps/server/{src,test}/**/*.test.ts'],
          globalSetup: ['apps/server/test/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          expect,
          maxWorkers: 3, // more than two cores: many tests wait for clocks and processes
          sequence: { groupOrder: 1 }, // after the others: vitest wants projects with another number of workers apart
        },
      },
    ],
  },
});
