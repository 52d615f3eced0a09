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

test('6.9 records of unknown callers wait until there are clients', () => {
  const early = recommend(DEFAULT_FEATURES, { hasClients: false });
  expect(early.patch).not.toHaveProperty('autoCreate');
  expect(early.parts.filter(({ waitsForClients }) => waitsForClients).map(({ name }) => name)).toEqual(['auto']);
  const rest = patchedFeatures(DEFAULT_FEATURES, early.patch ?? {});
  expect(recommend(rest, { hasClients: false }).patch).toBeNull();
  expect(recommend(rest, { hasClients: true }).patch).toEqual({ autoCreate: { inbound: { enabled: true } } });
});

test('2.5 what somebody has switched on keeps its options', () => {
  const set = patchedFeatures(DEFAULT_FEATURES, { routeToResponsible: { enabled: true, rehearsal: false } });
  expect(recommend(set, { hasClients: true }).patch).not.toHaveProperty('routeToResponsible');
});
