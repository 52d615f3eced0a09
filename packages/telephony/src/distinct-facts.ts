import type { CallFact } from './call.ts';

/** The provider, or the way to us, may tell the same thing twice; this close together it is the same thing. */
const REPEAT_MS = 3_000;

const RANK: { readonly [K in CallFact['kind']]: number } = {
  requested: 0,
  arrived: 1,
  dialled: 2,
  steered: 3,
  rang: 4,
  answered: 5,
  recorded: 6,
  'hung-up': 7,
  'dial-ended': 8,
  expired: 9,
};

/** The facts by receipt, identical ones within three seconds told once (F1). The same set always gives the same list. */
export function distinctFacts(facts: readonly CallFact[]): CallFact[] {
  const kept: CallFact[] = [];
  const lastKept = new Map<string, number>();
  for (const fact of facts.toSorted(byReceipt)) {
    const key = `${fact.kind} ${fact.fingerprint}`;
    const before = lastKept.get(key);
    if (before !== undefined && +fact.at - before <= REPEAT_MS) continue;
    lastKept.set(key, +fact.at);
    kept.push(fact);
  }
  return kept;
}

function byReceipt(a: CallFact, b: CallFact): number {
  return +a.at - +b.at || RANK[a.kind] - RANK[b.kind] || compare(a.fingerprint, b.fingerprint) || compare(a.source, b.source);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
