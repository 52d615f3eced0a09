import { nextDeadline } from './call-clock.ts';
import type { Call, CallFact, Leg, Party } from './call.ts';
import { sameCall } from './effects.ts';
import { foldCall, type FoldOptions } from './fold-call.ts';

/** A call as the provider's statistics know it, once it is over. */
export type CloudCall = {
  pbxCallId: string;
  direction: 'inbound' | 'outbound';
  startedAt: Date;
  /** At the earliest: they know when telephones began and how long was talked. */
  endedAt: Date;
  other: Party;
  did: string | null;
  ownLeg: boolean;
  disposition: string;
  talkSeconds: number;
  legs: readonly Leg[];
  recordingIds: readonly string[];
  /** How far `startedAt` lies from the Unix second in the id of the first leg: hours, where the account's zone is wrong. */
  driftSeconds?: number;
};

/** What comparing one call has found. `running`: it goes on, as far as we know; the next comparison will tell. */
export type Verdict = 'same' | 'recovered' | 'corrected' | 'closed' | 'own-leg' | 'running';

export type Comparison = {
  verdict: Verdict;
  /** What is to be recorded so that our call becomes the cloud's. */
  repairs: CallFact[];
  /** It will not be equal even then: what we heard can't be brought together with the statistics. */
  doubt: Difference | null;
  /** No conversation with a client, whatever was mended: it is not counted. */
  ownLeg: boolean;
};
export type Difference = 'direction' | 'result' | 'talk-seconds' | 'extension' | 'recordings';

export type ComparisonOptions = FoldOptions & {
  now: Date;
  /** The age up to which a recovered call is news to people (5.8). */
  freshForMs: number;
  /** Only notifications that came too late told of it: it is no row of the journal yet (F4). */
  confirmed: boolean;
};

/**
 * What the statistics add to a call, as facts (5.8). Pure: told again, in any order, it adds nothing more. `ours` are the facts we have,
 * `null` when we never heard of the call.
 */
export function reconcile(cloud: CloudCall, ours: readonly CallFact[] | null, options: ComparisonOptions): Comparison {
  const told = factsOf(cloud, +options.now - +cloud.startedAt <= options.freshForMs);
  const known = new Set(ours?.filter(({ source }) => source === 'statistics').map(keyOf));
  const news = told.filter((fact) => !known.has(keyOf(fact)));
  if (ours === null || ours.length === 0) {
    return cloud.ownLeg ? nothing('own-leg', true) : { verdict: 'recovered', repairs: news, doubt: null, ownLeg: false };
  }
  const before = foldCall(ours, options);
  if (before.endedAt === null && !isOver(cloud, before, { ours, now: options.now }))
    return nothing('running', before.direction === 'internal');
  const after = foldCall([...ours, ...news], options);
  const ownLeg = after.direction === 'internal';
  if (options.confirmed && before.status === 'blocked' && after.status === 'blocked') return nothing('same'); // our own answer says it all
  const alone = foldCall(told, options);
  const doubt = differenceOf(after, alone);
  if (options.confirmed && sameCall(before, after)) return { verdict: ownLeg ? 'own-leg' : 'same', repairs: [], doubt, ownLeg };
  return { verdict: verdictOf(before, options.confirmed), repairs: news, doubt, ownLeg };
}

const nothing = (verdict: Verdict, ownLeg = false): Comparison => ({ verdict, repairs: [], doubt: null, ownLeg });

const keyOf = ({ kind, fingerprint }: CallFact): string => `${kind} ${fingerprint}`;

function verdictOf(before: Call, confirmed: boolean): Verdict {
  if (!confirmed) return 'recovered';
  return before.endedAt === null || before.status === 'end-unknown' ? 'closed' : 'corrected';
}

/**
 * The statistics write a telephone down when it has finished: while the one we heard of last is not among them, the call may go on with
 * it. Past its own deadline nobody believes that any more (4.9).
 */
function isOver(cloud: CloudCall, before: Call, { ours, now }: { ours: readonly CallFact[]; now: Date }): boolean {
  const deadline = nextDeadline(before);
  if (deadline !== null && deadline <= now) return true;
  const last = ours
    .filter(({ kind }) => kind === 'rang' || kind === 'answered' || kind === 'dialled')
    .toSorted((a, b) => +a.at - +b.at)
    .at(-1);
  if (last === undefined || !('extension' in last) || last.extension === null) return true;
  const { extension, kind } = last;
  return cloud.legs.some((leg) => leg.extension === extension && (kind !== 'answered' || leg.answered));
}

/** Repairs are told as of the moments in the statistics, never of the comparison: compared again, they are the same facts. */
function factsOf(cloud: CloudCall, fresh: boolean): CallFact[] {
  const { startedAt, endedAt: at, other, did, ownLeg, disposition, talkSeconds, legs, recordingIds } = cloud;
  const about = { at, source: 'statistics', late: true } as const;
  const words = [+startedAt, +at, disposition, talkSeconds, other.text, did, ownLeg, legs.map(wordsOf)];
  const talked = legs.filter(({ answered }) => answered);
  const [first, last] = [talked[0] ?? null, talked.at(-1) ?? null];
  const result = {
    disposition,
    talkSeconds,
    statusCode: null,
    recorded: false, // recordings are facts of their own, with their ids
    recordingId: null,
    legs,
    fresh,
    ...(cloud.driftSeconds === undefined ? {} : { driftSeconds: cloud.driftSeconds }),
  };
  const common = { ...about, startedAt, ownLeg, ...result, fingerprint: JSON.stringify(words) };
  const end: CallFact =
    cloud.direction === 'inbound'
      ? {
          ...common,
          kind: 'hung-up',
          caller: other,
          did: did ?? '',
          ...seatOf(first),
          lastExtension: last?.extension ?? null,
          lastUserId: last?.userId ?? null,
        }
      : { ...common, kind: 'dial-ended', destination: other, did, callType: null, ...seatOf(legs[0] ?? null) };
  const recordings = recordingIds.map(
    (recordingId): CallFact => ({ ...about, kind: 'recorded', recordingId, fingerprint: recordingId }),
  );
  return [end, ...recordings];
}

/** Whose the telephone is now is no part of what the cloud told. */
const wordsOf = ({ extension, startedAt, answered }: Leg): unknown => [extension, +startedAt, answered];

const seatOf = (leg: Leg | null): { extension: string | null; userId: string | null } => ({
  extension: leg?.extension ?? null,
  userId: leg?.userId ?? null,
});

/** "Equal to the cloud": direction, result, talk seconds, extension, recordings. */
function differenceOf(ours: Call, cloud: Call): Difference | null {
  if (ours.direction !== cloud.direction) return ours.direction === 'internal' ? null : 'direction';
  if (ours.status !== cloud.status && !(ours.status === 'blocked' && cloud.status === 'missed')) return 'result';
  if (ours.talkSeconds !== cloud.talkSeconds) return 'talk-seconds';
  if (cloud.status === 'answered' && cloud.extension !== null && ours.extension !== cloud.extension) return 'extension';
  return namedIn(ours) === namedIn(cloud) ? null : 'recordings';
}

/** One that we know no name of yet is compared by the name it is given. */
const namedIn = ({ recordings }: Call): number => recordings.filter(({ id }) => id !== null).length;
