import type {
  CallerMatch,
  DecisionInput,
  Employee,
  Note,
  OrdinaryReason,
  RecentCall,
  RingReason,
  StepResults,
} from './decision.ts';

/** Somebody to ring and why, or why nobody can be chosen. */
export type Choice = { who: Employee; because: RingReason } | { who: null; because: OrdinaryReason };

const DIALLED_MS = 2 * 3_600_000;
const TALKED_MS = 48 * 3_600_000;
const RANKED = ['contact', 'company', 'lead'] as const;

/**
 * Whose call this is, by the order of 7.5: who dialled the number just now, the open deal's responsible, the contact's, the company's, the
 * lead's, who talked with them lately. Who has left the company has no say while somebody else answers for the caller.
 */
export function chooseEmployee(input: DecisionInput, note: Note): Choice {
  const { matches, deals = [], features } = input;
  const { dialled, talked } = recentCalls(input);
  note('recent-calls', recentResult(dialled, talked), {
    dialledBy: dialled?.who.userId ?? null,
    talkedWith: talked?.who.userId ?? null,
  });
  const choose = (who: Employee, because: RingReason, how: StepResults['responsible'], type?: CallerMatch['type']): Choice => {
    note('responsible', how, { userId: who.userId, extension: who.extension, ...(type ? { type } : {}) });
    return { who, because };
  };
  const nobody = (because: 'ambiguous' | 'no-responsible'): Choice => {
    note('responsible', because, { userId: null, extension: null });
    return { who: null, because };
  };
  if (dialled) return choose(dialled.who, 'dialled-recently', 'dialled-recently');
  if (features.routeToResponsible.whenAmbiguous === 'none' && isAmbiguous(matches)) return nobody('ambiguous');
  const deal = deals.find(({ responsible }) => responsible?.active);
  note('deals', deals.length === 0 ? 'none' : 'found', { count: deals.length, deal: deal?.id ?? null });
  if (deal?.responsible) return choose(deal.responsible, 'open-deal', 'open-deal');
  for (const type of RANKED) {
    const owner = ownerAmong(claimsOf(matches, type));
    if (owner) return choose(owner.who, 'responsible', owner.how, type);
  }
  if (talked) return choose(talked.who, 'talked-recently', 'talked-recently');
  const gone = matches.find(({ responsible }) => responsible !== null)?.responsible;
  if (!gone) return nobody('no-responsible');
  note('responsible', 'responsible-inactive', { userId: gone.userId, extension: gone.extension });
  return { who: null, because: 'responsible-inactive' };
}

/** Who was on the phone with this number so lately that it counts. */
export function recentCalls({ dialled, talked, now }: Pick<DecisionInput, 'dialled' | 'talked' | 'now'>) {
  return { dialled: within(DIALLED_MS, dialled, now), talked: within(TALKED_MS, talked, now) };
}

function within(ms: number, call: RecentCall | null | undefined, now: Date): RecentCall | null {
  return call?.who.active && +now - +call.at < ms ? call : null;
}

function recentResult(dialled: RecentCall | null, talked: RecentCall | null): StepResults['recent-calls'] {
  if (dialled) return talked ? 'both' : 'dialled-recently';
  return talked ? 'talked-recently' : 'none';
}

/** 7.4: clients of different employees. The company a matching contact belongs to is no second client. */
function isAmbiguous(matches: readonly CallerMatch[]): boolean {
  const employers = new Set(matches.flatMap(({ type, company }) => (type === 'company' || company === null ? [] : [company.id])));
  const apart = matches.filter(({ type, id, responsible }) => responsible?.active && !(type === 'company' && employers.has(id)));
  return new Set(apart.map(({ responsible }) => responsible?.userId)).size > 1;
}

type Claim = { who: Employee; lastContactedAt: Date | null };

/** Who answers for the clients of this type; for a company also through the people who work there. */
function claimsOf(matches: readonly CallerMatch[], type: CallerMatch['type']): Claim[] {
  return matches.flatMap((match) => {
    const employed = type === 'company' && match.type !== 'company';
    const who = employed ? match.companyResponsible : match.type === type ? match.responsible : null;
    return who?.active ? [{ who, lastContactedAt: match.lastContactedAt }] : [];
  });
}

/** 7.4: the one they all have, else the last contacted one's. */
function ownerAmong(claims: readonly Claim[]): { who: Employee; how: 'responsible' | 'same-for-all' | 'last-contacted' } | null {
  const [first, ...others] = claims;
  if (!first) return null;
  if (others.length === 0) return { who: first.who, how: 'responsible' };
  if (others.every(({ who }) => who.userId === first.who.userId)) return { who: first.who, how: 'same-for-all' };
  const newest = claims.reduce((best, claim) => (+(claim.lastContactedAt ?? 0) > +(best.lastContactedAt ?? 0) ? claim : best));
  return { who: newest.who, how: 'last-contacted' };
}
