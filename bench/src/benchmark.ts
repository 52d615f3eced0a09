import type { Finding } from './finding.ts';
import type { Installation } from './installation.ts';
import type { Scope } from './scope.ts';

/** What a benchmark works with. */
export type Bench = {
  /** Closed when this benchmark ends. */
  scope: Scope;
  /** The installation with a million contacts: filled once for all benchmarks of a run. */
  large: () => Promise<Installation>;
  /** How many of what it fills: the number on the command line. */
  size: number;
};

export type Benchmark = (bench: Bench) => Promise<Finding[]>;

export const MANY = 1_000_000;
export const FEW = 10_000;

/** Progress, beside the result. */
export const say = (text: string): void => void process.stderr.write(`  ${text}\n`);
