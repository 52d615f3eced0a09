import { callerName } from '../names/caller-name.ts';
import type { CallerMatch, Decision, DecisionInput, DecisionReply, DecisionStep, Note, RouteDecision } from './decision.ts';
import { decideRoute } from './decide-route.ts';

/**
 * What to answer when a call arrives: blacklist, then redirect, then name, each by its own switch and independent of the next (8.3).
 * The same input always gives the same decision (7.8). Never throws, asks nobody, and takes some microseconds.
 */
export function decideCall(input: DecisionInput): Decision {
  const steps: DecisionStep[] = [];
  const note: Note = (step, result, saw = {}) => void steps.push({ step, result, saw });
  const route = decideRoute(input, note);
  const rehearsal = route.action === 'ring' && input.features.routeToResponsible.rehearsal;
  const name = route.action === 'refuse' ? null : shownName(input);
  if (route.action !== 'refuse') {
    const withheld = input.features.callerName.enabled ? 'nothing-to-show' : 'feature-off';
    note('caller-name', name === null ? withheld : 'shown', { name });
  }
  return { route, because: route.because, name, rehearsal, reply: replyOf(route, name, rehearsal), steps };
}

function replyOf(route: RouteDecision, name: string | null, rehearsal: boolean): DecisionReply {
  if (route.action === 'refuse') return { refuse: route.with };
  const ring = route.action === 'ring' && !rehearsal;
  return {
    ...(ring ? { ring: { extension: route.extension, returnTimeoutSeconds: route.returnTimeoutSeconds } } : {}),
    ...(name === null ? {} : { name }),
  };
}

/** 8.1, 8.4: the only client, the company they share, or the first and how many more. */
function shownName({ matches, caller, features }: DecisionInput): string | null {
  const [first, ...others] = matches;
  if (!features.callerName.enabled || first === undefined || caller.kind !== 'number') return null;
  const shared = others.length > 0 && first.company !== null && others.every((match) => sameCompany(match, first));
  if (shared) return callerName('{company}', { contact: null, company: first.company, others: 0 });
  return callerName(features.callerName.template, { contact: first.person, company: first.company, others: others.length });
}

function sameCompany(a: CallerMatch, b: CallerMatch): boolean {
  return a.company?.id === b.company?.id;
}
