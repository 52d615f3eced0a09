import { chooseEmployee, recentCalls } from './choose-employee.ts';
import type { DecisionInput, Employee, Note, OrdinaryReason, RouteDecision } from './decision.ts';
import { obstacleTo } from './obstacle-to.ts';
import { returnTimeout } from './return-timeout.ts';

/**
 * Where an incoming call should go: refused (10.3), to whoever it belongs to (7.1), or as configured in the PBX, with the reason.
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
  const { matches, features } = input;
  const stranger = strangeness(input);
  const familiar = matches.length > 0 ? 'known' : 'called-before';
  note('caller', stranger ?? familiar, { number: input.caller.kind === 'number' ? input.caller.e164 : null });
  note('clients', matches.length === 0 ? 'none' : 'found', { count: matches.length, first: matches[0]?.id ?? null });
  const ordinary = (because: OrdinaryReason): RouteDecision => {
    note('redirect', 'as-configured', { because });
    return { action: 'as-configured', because };
  };
  const { routeToResponsible: options } = features;
  if (!options.enabled) return ordinary('feature-off');
  if (stranger !== null) return ordinary(stranger);
  const chosen = chooseEmployee(input, note);
  if (chosen.who === null) return ordinary(chosen.because);
  const seat = standIn(chosen.who, input.now, note);
  if (seat.who === null) return ordinary(seat.because);
  const obstacle = obstacleTo(seat.who, input, note);
  if (obstacle !== null) return ordinary(seat.isDeputy && OF_A_PERSON.has(obstacle) ? 'deputy-unavailable' : obstacle);
  const timeout = returnTimeout(seat.who.returnTimeoutSeconds ?? options.returnTimeoutSeconds);
  const { extension, userId } = seat.who;
  if (extension === null || !timeout.ok) return ordinary('no-extension'); // never: these were obstacles
  const because = seat.isDeputy ? 'deputy' : chosen.because;
  note('redirect', 'ring', { userId, extension, returnTimeoutSeconds: timeout.seconds, rehearsal: options.rehearsal });
  return { action: 'ring', extension, userId, returnTimeoutSeconds: timeout.seconds, because };
}

/** Obstacles that lie in the employee, as opposed to the hour or the caller. */
const OF_A_PERSON: ReadonlySet<OrdinaryReason> = new Set<OrdinaryReason>([
  'no-extension',
  'extension-not-routable',
  'bad-return-timeout',
  'responsible-busy',
  'extension-offline',
  'bypassed',
]);

/** Why a caller can't be anybody's client; `null` for a client, and for whoever we were on the phone with lately. */
function strangeness(input: DecisionInput) {
  const { caller, own, matches } = input;
  if (caller.kind === 'hidden') return 'hidden-caller';
  if (own != null) return 'own-number';
  if (caller.kind === 'short') return 'short-number';
  if (caller.kind === 'unreadable') return 'unreadable-number';
  const { dialled, talked } = recentCalls(input);
  return matches.length === 0 && dialled === null && talked === null ? 'unknown-caller' : null;
}

type Seat = { who: Employee; isDeputy: boolean } | { who: null; because: OrdinaryReason };

/** 7.6: a deputy takes the place of who is away, but must be there. */
function standIn(who: Employee, now: Date, note: Note): Seat {
  const { absence } = who;
  if (absence == null || absence.until <= now) {
    note('absence', 'present', { userId: who.userId });
    return { who, isDeputy: false };
  }
  const { deputy } = absence;
  note('absence', 'away', { userId: who.userId, until: isoOf(absence.until) });
  const away = deputy?.absence != null && deputy.absence.until > now;
  const state = deputy === null ? 'none' : !deputy.active ? 'inactive' : away ? 'away' : 'takes-over';
  note('deputy', state, { userId: deputy?.userId ?? null, extension: deputy?.extension ?? null });
  if (deputy !== null && state === 'takes-over') return { who: deputy, isDeputy: true };
  return { who: null, because: deputy === null ? 'responsible-away' : 'deputy-unavailable' };
}

/** A moment that is none must not throw where somebody is on the line. */
function isoOf(at: Date): string | null {
  return Number.isNaN(+at) ? null : at.toISOString();
}
