import { endOf, endResult, isMenuOnly, openStatus, refusalOf } from './call-end.ts';
import { answeredAtOf } from './callback-answer.ts';
import { clientOf, didOf, diallerOf, directionOf, originOf, recordingsOf } from './call-parties.ts';
import { areTimesApproximate, firstAt, lastSignalOf, reckonedEnd, startOf, waitOf } from './call-times.ts';
import type { Call, CallFact } from './call.ts';
import { distinctFacts } from './distinct-facts.ts';
import { creditTalkers, firstTalker, isRungOut, lastTalker, participantsOf } from './participants.ts';
import { tellStory } from './seat-story.ts';

export type FoldOptions = {
  /** The provider's id of the call: its `in_` or `out_` decides the direction where the events don't (F9). */
  pbxCallId: string;
  /** 9.9: `answered` by the menu alone counts as missed. On unless switched off. */
  menuOnlyIsMissed?: boolean | undefined;
};

/**
 * The call that these facts tell of, whatever their order and however often they are told (F2).
 * Never throws. `ended` never re-opens; late facts still fill in; nothing filled is blanked.
 */
export function foldCall(told: readonly CallFact[], options: FoldOptions): Call {
  const facts = distinctFacts(byTheTruestClock(told));
  const heard = facts.filter(({ source }) => source !== 'statistics');
  const reckoned = facts.filter(({ source }) => source === 'statistics');
  const heardClient = clientOf(heard);
  const client = heardClient?.e164 == null ? clientOf(facts) : heardClient;
  const isReckoned = reckoned.some(isEnd) && !heard.some(isEnd);
  return {
    ...foldTalk({ facts, heard, reckoned }, options),
    origin: originOf(facts),
    callerText: client?.text ?? null,
    clientNumber: client?.e164 ?? null,
    readings: client?.readings ?? [],
    did: didOf(heard) ?? didOf(facts),
    startedAt: startOf(heard.some((fact) => 'startedAt' in fact) ? heard : facts),
    timesApproximate: isReckoned || areTimesApproximate(heard),
    recordings: recordingsOf(facts),
    lastSignalAt: lastSignalOf(heard.length > 0 ? heard : facts),
  };
}

const SAME_CLOCK_SECONDS = 900;

/** Of what the statistics told, read by several clocks because the account's time zone was put right in between: what the truest says (F7). */
function byTheTruestClock(told: readonly CallFact[]): readonly CallFact[] {
  const drifts = told.flatMap((fact) => driftOf(fact) ?? []);
  if (drifts.length === 0) return told;
  const most = Math.min(...drifts) + SAME_CLOCK_SECONDS;
  return told.filter(
    (fact) => fact.source !== 'statistics' || !isEnd(fact) || (driftOf(fact) ?? Number.POSITIVE_INFINITY) <= most,
  );
}

const driftOf = (fact: CallFact): number | undefined => ('driftSeconds' in fact ? fact.driftSeconds : undefined);

/** All facts; those that were heard as they happened; those that the statistics told afterwards. */
type Sorted = { facts: readonly CallFact[]; heard: readonly CallFact[]; reckoned: readonly CallFact[] };

const isEnd = ({ kind }: CallFact): boolean => kind === 'hung-up' || kind === 'dial-ended';

type Talk = Pick<
  Call,
  'direction' | 'status' | 'menuOnly' | 'answeredAt' | 'endedAt' | 'waitSeconds' | 'talkSeconds' | 'disposition' | 'statusCode'
> &
  Pick<Call, 'extension' | 'userId' | 'answeredBy' | 'participants' | 'rings' | 'redirect'>;

/** How it went: who rang, who talked, how it ended. */
function foldTalk({ facts, heard, reckoned }: Sorted, { pbxCallId, menuOnlyIsMissed = true }: FoldOptions): Talk {
  const direction = directionOf(heard.some((fact) => 'ownLeg' in fact) ? heard : facts, pbxCallId);
  const refusal = refusalOf(facts);
  const end = endOf(facts, direction);
  const result = endResult(end, direction, heard);
  const menuOnly = direction === 'inbound' && isMenuOnly(end, result, heard);
  const endStatus = menuOnly && menuOnlyIsMissed ? 'missed' : result;
  const status = refusal ? 'blocked' : (endStatus ?? openStatus(facts));
  const toldEnd = refusal?.at ?? firstAt(heard, 'hung-up', 'dial-ended');
  const endedAt = toldEnd ?? reckonedEnd(heard, reckoned.filter(isEnd)) ?? firstAt(heard, 'expired');
  const answeredAt = answeredAtOf(heard, status, end);
  const redirect = redirectOf(heard);
  const dialler = diallerOf(heard) ?? diallerOf(facts);
  const story = tellStory(heard, { endedAt, redirect, dialler: dialler?.extension ?? null, reckoned });
  creditTalkers(story, end, { answered: status === 'answered', dialler: dialler?.extension ?? null });
  const last = lastTalker(story, end) ?? dialler;
  const first = answeredAt === null && firstAt(heard, 'answered') ? null : firstTalker(story, end); // our own phone was picked up, nobody else's
  return {
    direction,
    status,
    menuOnly,
    answeredAt,
    endedAt,
    waitSeconds: waitOf(heard, status, { answeredAt, endedAt: toldEnd }),
    talkSeconds: status === 'answered' ? (end?.talkSeconds ?? null) : null,
    disposition: end?.disposition ?? null,
    statusCode: end?.statusCode ?? null,
    extension: last?.extension ?? null,
    userId: last?.userId ?? null,
    answeredBy: first && { extension: first.extension, userId: first.userId },
    participants: participantsOf(story, {
      status,
      endedAt,
      last: last?.extension ?? null,
      redirectTo: redirect?.extension ?? null,
    }),
    rings: story.rings,
    redirect: redirect && { ...redirect, rungOut: isRungOut(story, redirect.extension, endedAt !== null) },
  };
}

/** Where our answer sent the call. A START may be told twice: the first answer is the one that counts (7.8). */
function redirectOf(facts: readonly CallFact[]): { extension: string; returnTimeoutSeconds: number; at: Date } | null {
  const first = facts.find((fact) => fact.kind === 'steered');
  if (first?.kind !== 'steered' || first.reply.action !== 'ring') return null;
  return { extension: first.reply.extension, returnTimeoutSeconds: first.reply.returnTimeoutSeconds, at: first.at };
}
