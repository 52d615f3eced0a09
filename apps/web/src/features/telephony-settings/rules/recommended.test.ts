import { DEFAULT_FEATURES } from '@carillon/contract';
import { expect, test } from 'vitest';
import { patchedFeatures } from './features-patch.ts';
import { recommend } from './recommended.ts';

test('2.5 the recommended set is off in a new workspace, and on once it was applied', () => {
  const before = recommend(DEFAULT_FEATURES, { hasClients: true });
  expect(before.parts.filter(({ on }) => on)).toEqual([]);
  const after = patchedFeatures(DEFAULT_FEATURES, before.patch ?? {});
  expect(after.routeToResponsible).toMatchObject({ enabled: true, rehearsal: true });
  expect(recommend(after, { hasClients: true })).toMatchObject({ patch: null });
});

test('2.5 what somebody has switched on keeps its options', () => {
  const set = patchedFeatures(DEFAULT_FEATURES, { routeToResponsible: { enabled: true, rehearsal: false } });
  expect(recommend(set, { hasClients: true }).patch).not.toHaveProperty('routeToResponsible');
});
