import type { Call } from '../call.ts';

/** `deal` is a contact with a deal. */
export type RecordKind = 'contact' | 'lead' | 'deal' | 'task';

/** Requirement 6's options. */
export type RecordOptions = {
  inbound: { enabled: boolean; create: RecordKind; alsoMissed: boolean };
  outbound: { enabled: boolean; create: RecordKind; moment: 'start' | 'answer' | 'end' };
  assign: 'answerer' | 'pool' | 'roundRobin';
};

/** Whose the record is. `default`: the default responsible, or the pool where there is none. */
export type RecordOwner = { kind: 'user'; userId: string } | { kind: 'default' } | { kind: 'pool' } | { kind: 'next-in-turn' };

export type RecordDecision =
  | { make: RecordKind; owner: RecordOwner }
  | { make: null; because: 'off' | 'own-leg' | 'imported' | 'blocked' | 'hidden-number' | 'not-yet' };

/**
 * What an unknown number's call must leave behind by now, and whose it is (6.1–6.5). A function of what is known of the call: told
 * again, or in another order, the same call asks for the same record. Whether the number is unknown is the caller's to find out.
 */
export function decideRecord(call: Call, options: RecordOptions): RecordDecision {
  if (call.direction === 'internal') return { make: null, because: 'own-leg' };
  if (!options[call.direction].enabled) return { make: null, because: 'off' };
  if (call.origin === 'import') return { make: null, because: 'imported' };
  if (call.status === 'blocked') return { make: null, because: 'blocked' };
  if (call.clientNumber === null) return { make: null, because: 'hidden-number' };
  const isDue = call.direction === 'inbound' ? isIncomingDue(call, options.inbound) : isOutgoingDue(call, options.outbound);
  if (!isDue) return { make: null, because: 'not-yet' };
  return { make: options[call.direction].create, owner: ownerOf(call, options) };
}

/** 6.2, 6.4: when the first phone rings, or at the end of a call that reached none. Without missed ones: when somebody answers. */
function isIncomingDue(call: Call, { alsoMissed }: RecordOptions['inbound']): boolean {
  if (wasAnswered(call)) return true;
  return alsoMissed && (call.rings.length > 0 || call.endedAt !== null);
}

function isOutgoingDue(call: Call, { moment }: RecordOptions['outbound']): boolean {
  if (call.status === 'requested' || call.status === 'not-placed') return false;
  if (moment === 'start') return true;
  if (moment === 'end') return call.endedAt !== null;
  // 3.7: the ANSWER of a callback may be the employee's own phone; only its end tells
  return call.origin === 'click' ? call.status === 'answered' : wasAnswered(call);
}

function wasAnswered({ status, answeredAt, menuOnly }: Call): boolean {
  return !menuOnly && (answeredAt !== null || status === 'answered');
}

/** 6.3: who answered; until then the only one whose phone rang. Of an outgoing call: who dialled. */
function ownerOf(call: Call, { assign }: RecordOptions): RecordOwner {
  if (assign === 'pool') return { kind: 'pool' };
  if (assign === 'roundRobin') return { kind: 'next-in-turn' };
  const userId = call.direction === 'outbound' ? (call.participants[0]?.userId ?? call.userId) : takerOf(call);
  return userId === null ? { kind: 'default' } : { kind: 'user', userId };
}

function takerOf({ answeredBy, rings }: Call): string | null {
  if (answeredBy) return answeredBy.userId;
  const rung = new Set(rings.map(({ userId }) => userId).filter((userId) => userId !== null));
  const [only] = rung;
  return rung.size === 1 && only !== undefined ? only : null;
}
