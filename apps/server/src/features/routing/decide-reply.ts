import { decideCall, type Decision, type DecisionReply, type NumberReading, type SteeringReply } from '@carillon/telephony';
import { reply, type Reply } from '@carillon/zadarma';
import type { CallerFacts } from '../webhooks/caller-facts.ts';
import { decisionInput } from './decision-input.ts';

/** A decision as it is kept on the call (7.7). */
export type StoredDecision = {
  because: Decision['because'];
  /** Whose phone was chosen; `null` when nobody's. */
  userId: string | null;
  rehearsal: boolean;
  steps: Decision['steps'];
  reply: Reply;
  /** What the reply does to the call; `null` when it does nothing. */
  steering: SteeringReply | null;
  blockId: string | null;
};

/** Decides from what was read, and builds the answer. A decision stored for this call before is given again (7.8). */
export function decideReply(facts: CallerFacts, caller: NumberReading, now: Date, options?: { isNow: boolean }): StoredDecision {
  if (facts.firstDecision !== null && typeof facts.firstDecision === 'object') return facts.firstDecision as StoredDecision; // ours: only StoredDecisions are kept there
  const decision = decideCall(decisionInput(facts, caller, now, options));
  return {
    because: decision.because,
    userId: decision.route.action === 'ring' ? decision.route.userId : null,
    rehearsal: decision.rehearsal,
    steps: decision.steps,
    reply: inTheProvidersWords(decision.reply),
    steering: steeringOf(decision.reply),
    blockId: decision.route.action === 'refuse' ? (facts.block?.id ?? null) : null,
  };
}

function inTheProvidersWords(words: DecisionReply): Reply {
  if (words.refuse !== undefined) return words.refuse === 'busy' ? reply.blacklist() : reply.hangup();
  if (words.ring) return reply.redirectToExtension({ ...words.ring, callerName: words.name });
  return words.name === undefined ? reply.continue() : reply.callerName(words.name);
}

function steeringOf(words: DecisionReply): SteeringReply | null {
  if (words.refuse !== undefined) return { action: 'refuse', with: words.refuse };
  if (words.ring) return { action: 'ring', ...words.ring };
  return words.name === undefined ? null : { action: 'name-only' };
}
