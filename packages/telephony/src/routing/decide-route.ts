import type { CallerMatch, DecisionInput, DecisionStep, OrdinaryReason, Responsible, RouteDecision } from './decision.ts';
import { returnTimeout } from './return-timeout.ts';
import { isOpen } from './working-hours.ts';

type Note = (step: DecisionStep['step'], result: string, saw?: DecisionStep['saw']) => void;

/** The cloud redirects to three-digit extensions only; other forms mean a menu or a scenario. */
const ROUTABLE = /^\d{3}$/;

/**
 * Where an incoming call should go: refused (10.3), to its responsible (7.1), or as configured in the PBX, with the reason.
 * Pure, so that every rule is one row of a table; the first that holds wins. `note` hears every look on the way.
 */
export function decideRoute(input: DecisionInput, note: Note): RouteDecision {
  return refusal(input, note) ?? redirect(input, note);
}

function refusal({ caller, listed, features: { blacklist } }: DecisionInput, note: Note): RouteDecision | null {
  if (!blacklist.enabled) {
    note('blacklist', 'feature-off', { pattern: listed?.pattern ?? null });
    return null;
  }
  if (listed !== null) {
    note('blacklist', 'blacklisted', { pattern: listed.pattern });
    return { action: 'refuse', with: blacklist.reply, because: 'blacklisted' };
  }
  if (blacklist.hiddenNumbers && caller.kind === 'hidden') {
    note('blacklist', 'hidden-caller', {});
    return { action: 'refuse', with: blacklist.reply, because: 'hidden-caller' };
  }
  note('blacklist', 'not-listed', {});
  return null;
}

function redirect(input: DecisionInput, note: Note): RouteDecision {
  const { matches, now, hours, features } = input;
  const stranger = strangeness(input);
  note('caller', stranger ?? 'known', { number: input.caller.kind === 'number' ? input.caller.e164 : null });
  note('clients', matches.length === 0 ? 'none' : 'found', { count: matches.length, first: matches[0]?.id ?? null });
  const ordinary = (because: OrdinaryReason): RouteDecision => {
    note('redirect', 'as-configured', { because });
    return { action: 'as-configured', because };
  };
  const { routeToResponsible: options } = features;
  if (!options.enabled) return ordinary('feature-off');
  if (stranger !== null) return ordinary(stranger);
  const chosen = chooseResponsible(matches, options.whenAmbiguous);
  note('responsible', chosen.because, { userId: chosen.who?.userId ?? null, extension: chosen.who?.extension ?? null });
  if (chosen.who === null) return ordinary(chosen.because);
  const { extension, talking, userId, active } = chosen.who;
  if (!active) return ordinary('responsible-inactive');
  if (extension === null) return ordinary('no-extension');
  if (!ROUTABLE.test(extension)) return ordinary('extension-not-routable');
  const timeout = returnTimeout(chosen.who.returnTimeoutSeconds ?? options.returnTimeoutSeconds);
  if (!timeout.ok) return ordinary('bad-return-timeout');
  const open = isOpen(hours, now);
  note('hours', open ? 'open' : 'closed', { respected: options.respectHours });
  if (!open && options.respectHours) return ordinary('outside-hours');
  note('presence', talking ? 'talking' : 'free', { userId });
  if (talking) return ordinary('responsible-busy');
  note('redirect', 'ring', { extension, returnTimeoutSeconds: timeout.seconds, rehearsal: options.rehearsal });
  return { action: 'ring', extension, userId, returnTimeoutSeconds: timeout.seconds, because: 'responsible' };
}

/** Why a caller can't be anybody's client; `null` for a client. */
function strangeness({ caller, own, matches }: DecisionInput): OrdinaryReason | null {
  if (caller.kind === 'hidden') return 'hidden-caller';
  if (own != null) return 'own-number';
  if (caller.kind === 'short') return 'short-number';
  if (caller.kind === 'unreadable') return 'unreadable-number';
  return matches.length === 0 ? 'unknown-caller' : null;
}

type Choice =
  | { who: Responsible; because: 'responsible' | 'same-for-all' | 'last-contacted' | 'responsible-inactive' }
  | { who: null; because: 'no-responsible' | 'ambiguous' };

/**
 * Whose client this is (7.4). Who has left the company has no say while somebody else answers for the caller.
 * Clients of different employees: the last contacted one's, unless such calls are to be left alone.
 */
function chooseResponsible(matches: readonly CallerMatch[], whenAmbiguous: 'openDeal' | 'none'): Choice {
  const owned = matches.filter((match) => match.responsible !== null);
  const first = owned[0]?.responsible;
  if (!first) return { who: null, because: 'no-responsible' };
  const present = owned.filter((match) => match.responsible?.active);
  const users = new Set(present.map((match) => match.responsible?.userId));
  if (users.size === 0) return { who: first, because: 'responsible-inactive' };
  const [only, ...rest] = present;
  if (users.size === 1) return { who: only?.responsible ?? first, because: rest.length > 0 ? 'same-for-all' : 'responsible' };
  if (whenAmbiguous === 'none') return { who: null, because: 'ambiguous' };
  const last = present.toSorted((a, b) => +(b.lastContactedAt ?? 0) - +(a.lastContactedAt ?? 0))[0];
  return { who: last?.responsible ?? first, because: 'last-contacted' };
}
