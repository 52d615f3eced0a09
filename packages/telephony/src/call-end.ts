import { callResult } from './call-result.ts';
import type { CallDirection, CallFact, CallStatus } from './call.ts';

/** What all deliveries of a call's end say together. */
export type CallEnd = {
  disposition: string;
  talkSeconds: number;
  statusCode: number | null;
  extension: string | null;
  lastExtension: string | null;
};

type EndFact = Extract<CallFact, { kind: 'hung-up' | 'dial-ended' }>;

/**
 * The end, from one delivery or several: statistics outrank events, a conversation outranks none; gaps are filled from the others.
 * Where an event tells the same result, its word is kept: the statistics say "call failed" for "failed".
 */
export function endOf(facts: readonly CallFact[], direction: CallDirection): CallEnd | null {
  const ends = facts.filter((fact) => fact.kind === 'hung-up' || fact.kind === 'dial-ended').toSorted(byWeight);
  const [best] = ends;
  if (best === undefined) return null;
  const seat = ends.find((end) => end.extension !== null);
  const last = ends.find((end) => end.kind === 'hung-up' && end.lastExtension !== null);
  const result = callResult(direction, best.disposition);
  const heard = ends.find(({ source, disposition }) => source !== 'statistics' && callResult(direction, disposition) === result);
  return {
    disposition: (heard ?? best).disposition,
    talkSeconds: best.talkSeconds,
    statusCode: ends.find((end) => end.statusCode !== null)?.statusCode ?? null,
    extension: seat?.extension ?? null,
    lastExtension: last?.kind === 'hung-up' ? last.lastExtension : null,
  };
}

/**
 * The result the PBX gave, before our own rules; `null` while there is no end.
 * An end without a word is believed to be what the events were: answered if somebody answered.
 */
export function endResult(end: CallEnd | null, direction: CallDirection, facts: readonly CallFact[]): CallStatus | null {
  if (end === null) return null;
  const wordless = end.disposition.trim() === '' && facts.some((fact) => fact.kind === 'answered');
  return wordless ? 'answered' : callResult(direction, end.disposition);
}

/** 9.9: the PBX says `answered`, but no ANSWER came and no extension is named: the caller hung up in the menu. */
export function isMenuOnly(end: CallEnd | null, result: CallStatus | null, facts: readonly CallFact[]): boolean {
  if (end === null || result !== 'answered' || facts.some((fact) => fact.kind === 'answered')) return false;
  return end.extension === null && end.lastExtension === null;
}

/** Our refusal of this call, unless the PBX let it ring all the same: then it is an ordinary call (10.5). */
export function refusalOf(facts: readonly CallFact[]): CallFact | null {
  const first = facts.find((fact) => fact.kind === 'steered');
  if (first?.kind !== 'steered' || first.reply.action !== 'refuse') return null;
  return facts.some((fact) => fact.kind === 'rang' || fact.kind === 'answered' || hasTalked(fact)) ? null : first;
}

const hasTalked = (fact: CallFact): boolean => fact.kind === 'hung-up' && fact.legs?.some(({ answered }) => answered) === true;

/** What a call is that has no end: asked for, ringing, talking, or given up by the clock. */
export function openStatus(facts: readonly CallFact[]): CallStatus {
  const placed = facts.some((fact) => fact.kind !== 'requested' && fact.kind !== 'expired');
  if (facts.some((fact) => fact.kind === 'expired')) return placed ? 'end-unknown' : 'not-placed';
  if (!placed) return 'requested';
  return facts.some((fact) => fact.kind === 'answered') ? 'talking' : 'ringing';
}

function byWeight(a: EndFact, b: EndFact): number {
  const weight = (end: EndFact): number =>
    (end.source === 'statistics' && end.disposition.trim() !== '' ? 2 : 0) +
    (callResult('outbound', end.disposition) === 'answered' ? 1 : 0);
  return weight(b) - weight(a) || b.talkSeconds - a.talkSeconds || +a.at - +b.at || (a.fingerprint < b.fingerprint ? -1 : 1);
}
