import { DEFAULT_FEATURES, type FeaturesPatch } from '@carillon/contract';
import { expect, test } from 'vitest';
import { inverseOf, patchedFeatures } from './features-patch.ts';

test.each<FeaturesPatch>([
  { blacklist: { enabled: true } },
  { autoCreate: { inbound: { enabled: true, source: 'Phone' }, assign: 'pool' } },
  { autoCreate: { inbound: { source: null } }, missedCalls: { dueMinutes: 30 } },
  {},
])('2.5 what %j changes is taken back by its inverse', (patch) => {
  const changed = patchedFeatures(DEFAULT_FEATURES, patch);
  expect(patchedFeatures(changed, inverseOf(DEFAULT_FEATURES, patch))).toEqual(DEFAULT_FEATURES);
});

test('2.5 a change leaves the siblings alone, and what was shown before unharmed', () => {
  const before = structuredClone(DEFAULT_FEATURES);
  const changed = patchedFeatures(before, { autoCreate: { inbound: { create: 'deal' } } });
  expect(changed).toEqual({
    ...DEFAULT_FEATURES,
    autoCreate: { ...DEFAULT_FEATURES.autoCreate, inbound: { ...DEFAULT_FEATURES.autoCreate.inbound, create: 'deal' } },
  });
  expect(before).toEqual(DEFAULT_FEATURES);
});
