import type { Random } from '../random.ts';

/** Somebody who calls often, and the extension that mostly talks with them. */
export type Regular = { number: string; extension: string };

export type PastPlan = {
  /** How many conversations and attempts; what follows from missed ones comes on top. */
  calls: number;
  days?: number;
  seed?: string | number;
  regulars: readonly Regular[];
  /** A number nobody knows. */
  stranger: (random: Random) => string;
  /** So many of the latest talks can be heard. */
  recordings?: number;
};
