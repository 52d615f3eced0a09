import { DECISION_REASONS, DECISION_STEPS, RING_REASONS } from '@carillon/contract';
import type { Decision, RingReason, StepResults } from '@carillon/telephony';
import { expect, test } from 'vitest';

type Same<A, B> = [A, B] extends [B, A] ? true : never;
type Listed = { [S in keyof typeof DECISION_STEPS]: (typeof DECISION_STEPS)[S][number] };

test('7.7 the contract lists exactly the reasons and steps that the engine knows', () => {
  const reasons: Same<(typeof DECISION_REASONS)[number], Decision['because']> = true;
  const rings: Same<(typeof RING_REASONS)[number], RingReason> = true;
  const steps: Same<Listed, StepResults> = true;
  expect([reasons, rings, steps]).toEqual([true, true, true]); // the compiler has compared them
  for (const list of [DECISION_REASONS, RING_REASONS, ...Object.values(DECISION_STEPS)]) {
    expect(new Set<string>(list).size).toBe(list.length);
  }
});
