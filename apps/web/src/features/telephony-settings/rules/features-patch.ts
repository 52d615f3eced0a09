import type { Features, FeaturesPatch } from '@carillon/contract';

type Tree = { [name: string]: unknown };
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** The options as they will be once the patch is saved (RFC 7396: siblings stay, `null` removes). */
export function patchedFeatures(features: Features, patch: FeaturesPatch): Features {
  return merged(features, patch) as Features; // a patch of options keeps their shape
}

/** The patch that takes `patch` back: each option it names as it was before. */
export function inverseOf(features: Features, patch: FeaturesPatch): FeaturesPatch {
  return inverse(features, patch);
}

function merged(target: Tree, patch: Tree): Tree {
  const result: Tree = { ...target };
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) delete result[name];
    else result[name] = isTree(value) ? merged(isTree(target[name]) ? target[name] : {}, value) : value;
  }
  return result;
}

function inverse(target: Tree, patch: Tree): Tree {
  return Object.fromEntries(
    Object.entries(patch).map(([name, value]) => {
      const before = target[name];
      return [name, isTree(value) && isTree(before) ? inverse(before, value) : (before ?? null)];
    }),
  );
}
