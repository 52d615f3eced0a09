import type { CallerCompany, CallerPerson, CallerTemplate } from '../names/caller-name.ts';
import type { NumberReading } from '../numbers/read-number.ts';
import type { WorkingHours } from './working-hours.ts';

/** An employee as routing sees them at this moment. */
export type Employee = {
  userId: string;
  /** Still works here. */
  active: boolean;
  extension: string | null;
  /** In a call right now; `null`: nobody can know for the moment asked about. */
  talking: boolean | null;
  /** Their own return time-out; unset: the workspace's. */
  returnTimeoutSeconds?: number | null | undefined;
  /** Away until then. A deputy's own deputy is never asked. */
  absence?: { until: Date; deputy: Employee | null } | null | undefined;
  /** What the PBX said last: how many looks in a row found no phone registered for the extension (0: it was there), and when. */
  registration?: { offlineLooks: number; at: Date } | null | undefined;
  /** How many redirects in a row their phone let ring out, and when the last one was over. */
  rungOut?: { inARow: number; lastAt: Date } | null | undefined;
};

/** A client with the caller's number, the likeliest first. */
export type CallerMatch = {
  type: 'contact' | 'company' | 'lead';
  id: string;
  person: CallerPerson | null;
  company: (CallerCompany & { id: string }) | null;
  responsible: Employee | null;
  /** Of the company a contact or lead belongs to, though that company has another number. */
  companyResponsible?: Employee | null | undefined;
  lastContactedAt: Date | null;
};

/** Who was on the phone with this number, and when that began. */
export type RecentCall = { who: Employee; at: Date };

/** Everything a decision is made from; a question not asked yet comes as a further field with a harmless default. */
export type DecisionInput = {
  now: Date;
  caller: NumberReading;
  /** The caller is one of us: an employee, an extension, a DID. */
  own?: 'employee' | 'extension' | 'did' | null | undefined;
  /** The blacklist's entry that covers the caller. */
  listed: { pattern: string } | null;
  matches: readonly CallerMatch[];
  /** Open deals of the matches, the newest first. */
  deals?: readonly { id: string; responsible: Employee | null }[] | undefined;
  /** Who dialled this number last, answered or not, whether or not anybody knows it. */
  dialled?: RecentCall | null | undefined;
  /** Who talked with this number last. */
  talked?: RecentCall | null | undefined;
  /** When the last redirect of this caller was over unanswered. */
  rungOutAt?: Date | null | undefined;
  hours: WorkingHours | null;
  features: {
    blacklist: { enabled: boolean; reply: 'busy' | 'hangup'; hiddenNumbers: boolean };
    routeToResponsible: {
      enabled: boolean;
      rehearsal: boolean;
      returnTimeoutSeconds: number;
      whenAmbiguous: 'openDeal' | 'none';
      respectHours: boolean;
    };
    callerName: { enabled: boolean; template: CallerTemplate };
  };
};

export type RefusalReason = 'blacklisted' | 'hidden-caller';
/** Why a call goes its ordinary way. */
export type OrdinaryReason =
  | 'feature-off'
  | 'hidden-caller'
  | 'short-number'
  | 'unreadable-number'
  | 'own-number'
  | 'unknown-caller'
  | 'ambiguous'
  | 'no-responsible'
  | 'responsible-inactive'
  | 'responsible-away'
  | 'deputy-unavailable'
  | 'no-extension'
  | 'extension-not-routable'
  | 'bad-return-timeout'
  | 'outside-hours'
  | 'just-rang-out'
  | 'responsible-busy'
  | 'extension-offline'
  | 'bypassed';

/** Why somebody's phone is to ring, in the order of 7.5; `deputy` for any of them who is away. */
export type RingReason = 'dialled-recently' | 'open-deal' | 'responsible' | 'talked-recently' | 'deputy';

/** Where the call should go. */
export type RouteDecision =
  | { action: 'ring'; extension: string; userId: string; returnTimeoutSeconds: number; because: RingReason }
  | { action: 'refuse'; with: 'busy' | 'hangup'; because: RefusalReason }
  | { action: 'as-configured'; because: OrdinaryReason };

/** What the PBX is told, in no provider's words. An empty object: follow the configured scenario. */
export type DecisionReply =
  | { refuse: 'busy' | 'hangup' }
  | { refuse?: never; ring?: { extension: string; returnTimeoutSeconds: number }; name?: string };

/** Everything that may be looked at, in the order of the looking, and what may be found there. */
export type StepResults = {
  blacklist: 'feature-off' | 'blacklisted' | 'hidden-caller' | 'not-listed';
  /** `called-before`: no client, but one of us was on the phone with them lately. */
  caller: 'known' | 'called-before' | 'hidden-caller' | 'own-number' | 'short-number' | 'unreadable-number' | 'unknown-caller';
  clients: 'none' | 'found';
  'recent-calls': 'none' | 'dialled-recently' | 'talked-recently' | 'both';
  deals: 'none' | 'found';
  /** Who was chosen and how. */
  responsible:
    | 'dialled-recently'
    | 'open-deal'
    | 'responsible'
    | 'same-for-all'
    | 'last-contacted'
    | 'talked-recently'
    | 'responsible-inactive'
    | 'no-responsible'
    | 'ambiguous';
  absence: 'present' | 'away';
  deputy: 'none' | 'inactive' | 'away' | 'takes-over';
  extension: 'ready' | 'no-extension' | 'extension-not-routable' | 'bad-return-timeout';
  hours: 'open' | 'closed';
  /** An unanswered redirect of this caller a moment ago. */
  'second-call': 'no' | 'just-rang-out';
  /** `unknown`: asked about another moment than now; it counts as free. */
  presence: 'free' | 'talking' | 'unknown';
  /** `unknown`: nobody looked lately, or only once; it counts as online. */
  online: 'online' | 'unknown' | 'offline';
  /** Redirects in a row that this employee did not take. */
  'rung-out': 'fine' | 'bypassed';
  redirect: 'as-configured' | 'ring';
  'caller-name': 'shown' | 'feature-off' | 'nothing-to-show';
};
export type StepName = keyof StepResults;
type Saw = { readonly [what: string]: string | number | boolean | null };

/** One thing looked at: codes with parameters, which the page puts into words (7.9). */
export type DecisionStep = { step: StepName; result: StepResults[StepName]; saw: Saw };

/** Hears every look on the way. */
export type Note = <S extends StepName>(step: S, result: StepResults[S], saw?: Saw) => void;

export type Decision = {
  route: RouteDecision;
  /** The route's reason, for lists. */
  because: RouteDecision['because'];
  /** What the phone shows; `null` when the switch is off or nothing can be shown. */
  name: string | null;
  /** 7.10: the redirect was decided and is kept, but not sent. */
  rehearsal: boolean;
  reply: DecisionReply;
  steps: readonly DecisionStep[];
};
