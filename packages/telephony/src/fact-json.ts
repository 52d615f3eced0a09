import type { CallFact, Leg } from './call.ts';

/** A fact as plain JSON: the same fields, moments as ISO 8601 text. */
export type FactJson = { [field: string]: unknown; kind: string; at: string };

const KINDS: { readonly [K in CallFact['kind']]: true } = {
  requested: true,
  arrived: true,
  rang: true,
  answered: true,
  'hung-up': true,
  dialled: true,
  'dial-ended': true,
  recorded: true,
  steered: true,
  expired: true,
};

/** The fact as it is stored. */
export function factToJson(fact: CallFact): FactJson {
  return 'startedAt' in fact
    ? { ...fact, at: fact.at.toISOString(), startedAt: fact.startedAt.toISOString() }
    : { ...fact, at: fact.at.toISOString() };
}

/** The fact that was stored, or `null` when it is of a kind this version doesn't know: a newer server wrote it. */
export function factFromJson(json: unknown): CallFact | null {
  if (typeof json !== 'object' || json === null) return null;
  const { kind, at, startedAt, legs, ...rest } = json as { [K in 'kind' | 'at' | 'startedAt' | 'legs']?: unknown }; // read field by field below
  if (typeof kind !== 'string' || !Object.hasOwn(KINDS, kind) || typeof at !== 'string') return null;
  const moments = typeof startedAt === 'string' ? { at: new Date(at), startedAt: new Date(startedAt) } : { at: new Date(at) };
  const parts = Array.isArray(legs) ? { legs: legs.map((leg: Leg) => ({ ...leg, startedAt: new Date(leg.startedAt) })) } : {};
  return { ...rest, ...parts, kind, ...moments } as unknown as CallFact; // written by factToJson alone, which took a CallFact
}
