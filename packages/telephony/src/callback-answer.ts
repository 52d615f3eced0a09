import type { CallEnd } from './call-end.ts';
import { originOf } from './call-parties.ts';
import { firstAt } from './call-times.ts';
import type { CallFact, CallStatus } from './call.ts';

/**
 * When the other side answered. Of a call asked for by a click ANSWER may have been our own phone that was picked up (3.7): there the end
 * alone is believed, and the conversation is as long as the PBX counted.
 */
export function answeredAtOf(facts: readonly CallFact[], status: CallStatus, end: CallEnd | null): Date | null {
  const told = firstAt(facts, 'answered');
  if (told === null || end === null || originOf(facts) !== 'click') return told;
  if (status !== 'answered') return null;
  const ended = facts.find((fact) => fact.kind === 'dial-ended' && fact.source === 'event' && !fact.late);
  return ended ? new Date(Math.max(+told, +ended.at - end.talkSeconds * 1000)) : told;
}
