import { originOf } from './call-parties.ts';
import type { CallFact, CallStatus } from './call.ts';

/** The first receipt of any of these kinds. */
export function firstAt(facts: readonly CallFact[], ...kinds: readonly CallFact['kind'][]): Date | null {
  return facts.find((fact) => kinds.includes(fact.kind))?.at ?? null; // the facts stand by receipt
}

/** When the call began: the PBX's word in START, else in any other event, else the first receipt. */
export function startOf(facts: readonly CallFact[]): Date {
  const starts = facts.filter((fact) => 'startedAt' in fact);
  const first = starts.filter((fact) => fact.kind === 'arrived' || fact.kind === 'dialled');
  const moments = (first.length > 0 ? first : starts).map((fact) => +fact.startedAt);
  return moments.length > 0 ? new Date(Math.min(...moments)) : (facts[0]?.at ?? new Date(0));
}

/**
 * Whole seconds the caller (or ours) waited. From receipt to receipt where both came in order, so that the PBX's clock has no say;
 * `null` for a call that runs unanswered, was refused, or whose answer or end nobody told; and for a running one that a click asked for:
 * ANSWER may have been our own phone (3.7).
 */
export function waitOf(
  facts: readonly CallFact[],
  status: CallStatus,
  { answeredAt, endedAt }: { answeredAt: Date | null; endedAt: Date | null },
): number | null {
  const until = answeredAt ?? (status === 'answered' ? null : endedAt);
  if (status === 'talking' && originOf(facts) === 'click') return null;
  if (until === null || status === 'blocked' || status === 'end-unknown' || status === 'not-placed') return null;
  const begun = firstAt(facts, 'arrived', 'dialled');
  const from = begun !== null && begun <= until ? begun : startOf(facts);
  return Math.max(0, Math.round((+until - +from) / 1000));
}

/** The newest sign that the call is alive. */
export function lastSignalOf(facts: readonly CallFact[]): Date {
  return lastSign(facts)?.at ?? facts[0]?.at ?? new Date(0);
}

const lastSign = (facts: readonly CallFact[]): CallFact | undefined => facts.findLast((fact) => SIGNS.has(fact.kind));

/**
 * When a call ended whose end only the statistics tell, by the second: they know when its telephones began and how long was talked,
 * not how long it rang. Never before what was heard of it.
 */
export function reckonedEnd(heard: readonly CallFact[], reckoned: readonly CallFact[]): Date | null {
  if (reckoned.length === 0) return null;
  const answeredAt = firstAt(heard, 'answered');
  const talked = Math.max(...reckoned.map((fact) => ('talkSeconds' in fact ? fact.talkSeconds : 0)));
  const moments = [...reckoned.map(({ at }) => +at), +(lastSign(heard)?.at ?? 0), answeredAt ? +answeredAt + talked * 1000 : 0];
  return new Date(Math.max(...moments));
}

const SIGNS: ReadonlySet<CallFact['kind']> = new Set(['requested', 'arrived', 'dialled', 'rang', 'answered']);

/** Whether the receipts are not the moments themselves: something waited in the spool or overtook what happened before it (F10). */
export function areTimesApproximate(facts: readonly CallFact[]): boolean {
  const told = firstReceipts(facts);
  if (told.some((fact) => fact.late)) return true;
  let reached = -1;
  for (const fact of told) {
    const stage = STAGES.get(fact.kind);
    if (stage === undefined) continue;
    if (stage < reached) return true;
    reached = Math.max(reached, stage === ANSWER ? RANG : stage); // answered calls ring again when transferred
  }
  return told.some((fact, i) => fact.kind === 'rang' && told.slice(0, i).some((other) => overtook(other, fact)));
}

const RANG = 1;
const ANSWER = 2;
const STAGES: ReadonlyMap<CallFact['kind'], number> = new Map([
  ['arrived', 0],
  ['dialled', 0],
  ['rang', RANG],
  ['answered', ANSWER],
  ['hung-up', 3],
  ['dial-ended', 3],
]);

function overtook(other: CallFact, rang: CallFact): boolean {
  if (other.kind !== 'answered' || rang.kind !== 'rang') return false;
  return other.extension === rang.extension && rang.transferFrom === other.transferFrom;
}

/** A repeat says nothing of when the thing happened. */
function firstReceipts(facts: readonly CallFact[]): CallFact[] {
  const seen = new Set<string>();
  return facts.filter((fact) => {
    const key = `${fact.kind} ${fact.fingerprint}`;
    return !seen.has(key) && seen.add(key);
  });
}
