import type { CallDirection, CallFact, Party } from './call.ts';

/** F9: from the events, else from the id's prefix, never from whether an extension is named. 3.9: a leg of our own is internal. */
export function directionOf(facts: readonly CallFact[], pbxCallId: string): CallDirection {
  if (facts.some((fact) => 'ownLeg' in fact && fact.ownLeg)) return 'internal';
  const inbound = facts.some((fact) => fact.kind === 'arrived' || fact.kind === 'hung-up');
  const outbound = facts.some((fact) => fact.kind === 'dialled' || fact.kind === 'dial-ended' || fact.kind === 'requested');
  if (inbound !== outbound) return inbound ? 'inbound' : 'outbound';
  return pbxCallId.startsWith('out_') ? 'outbound' : 'inbound';
}

const CLIENT_KINDS: readonly CallFact['kind'][] = [
  'arrived',
  'dialled',
  'rang',
  'requested',
  'hung-up',
  'dial-ended',
  'answered',
];

/** The other side: as the beginning names it, else any later event; a readable number before a hidden one. */
export function clientOf(facts: readonly CallFact[]): Party | null {
  const parties = CLIENT_KINDS.flatMap((kind) => facts.filter((fact) => fact.kind === kind).map(partyOf)).filter(
    (party) => party !== null,
  );
  return parties.find((party) => party.e164 !== null) ?? parties[0] ?? null;
}

function partyOf(fact: CallFact): Party | null {
  if ('caller' in fact) return fact.caller;
  if ('destination' in fact) return fact.destination;
  return 'client' in fact ? fact.client : null;
}

/** The company's own number of this call, where an event names it. */
export function didOf(facts: readonly CallFact[]): string | null {
  for (const fact of facts) if ('did' in fact && fact.did !== null && fact.did !== '') return fact.did;
  return null;
}

/** The employee who dialled, or asked for the call by a click. */
export function diallerOf(facts: readonly CallFact[]): { extension: string; userId: string | null } | null {
  for (const kind of ['dialled', 'requested', 'dial-ended'] as const) {
    for (const fact of facts) {
      if (fact.kind === kind && 'extension' in fact && fact.extension !== null)
        return { extension: fact.extension, userId: fact.userId };
    }
  }
  return null;
}

/** A click, the phone itself, or the statistics when nothing else told of the call in time. */
export function originOf(facts: readonly CallFact[]): 'phone' | 'click' | 'import' {
  if (facts.some((fact) => fact.kind === 'requested')) return 'click';
  const told = facts.filter((fact) => fact.source !== 'clock');
  return told.length > 0 && told.every((fact) => fact.source === 'statistics' && !isFresh(fact)) ? 'import' : 'phone';
}

const isFresh = (fact: CallFact): boolean => 'fresh' in fact && fact.fresh === true;

/**
 * Every recording any event names, in the ids' order: receipts mean nothing. The statistics write ids as numbers and lose their
 * last zeros: what an event named has its name from the event.
 */
export function recordingsOf(facts: readonly CallFact[]): { id: string | null }[] {
  const ids = new Map<string, string>();
  for (const source of ['event', 'statistics'] as const) {
    for (const fact of facts) {
      if ((fact.source === 'statistics') !== (source === 'statistics') || !('recordingId' in fact) || !fact.recordingId) continue;
      const key = withoutLastZeros(fact.recordingId);
      if (source === 'event') ids.set(fact.recordingId, fact.recordingId);
      else if (![...ids.keys()].some((known) => withoutLastZeros(known) === key)) ids.set(key, fact.recordingId);
    }
  }
  if (ids.size === 0 && facts.some((fact) => 'recorded' in fact && fact.recorded)) return [{ id: null }];
  return [...ids.values()].toSorted().map((id) => ({ id }));
}

const withoutLastZeros = (id: string): string => id.replace(/(\.\d*?)0+$/, '$1');
