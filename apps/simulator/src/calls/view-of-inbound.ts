import type { CallView, Ending, Leg } from './call.ts';
import { isRinging, isTalking } from './legs.ts';

type Inside = {
  call: Pick<CallView, 'id' | 'from' | 'to' | 'startedAt' | 'callerName'>;
  end: { ending: Ending; at: Date } | null;
  legs: readonly Leg[];
  linkedTo: string | null;
};

/** An inbound call as the page and tests see it. */
export function viewOfInbound({ call, end, legs, linkedTo }: Inside): CallView {
  const talking = legs.some(isTalking);
  const answers = legs.flatMap(({ answeredAt }) => (answeredAt ? [answeredAt.getTime()] : []));
  return {
    ...call,
    kind: 'inbound',
    state: end ? 'ended' : talking ? 'talking' : legs.some(isRinging) ? 'ringing' : 'menu',
    answeredAt: answers.length > 0 ? new Date(Math.min(...answers)) : null,
    endedAt: end?.at ?? null,
    ending: end?.ending ?? null,
    talkSeconds: legs.reduce((sum, leg) => sum + leg.seconds, 0),
    parties: [
      { party: call.from, side: 'outside', state: end ? 'left' : talking ? 'talking' : 'calling' },
      ...legs.map((leg) => ({ party: leg.party, side: leg.side, state: stateOf(leg) })),
    ],
    linkedTo,
  };
}

function stateOf(leg: Leg): 'ringing' | 'talking' | 'left' {
  if (leg.endedAt) return 'left';
  return leg.answeredAt ? 'talking' : 'ringing';
}
