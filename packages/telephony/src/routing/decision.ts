import type { CallerCompany, CallerPerson, CallerTemplate } from '../names/caller-name.ts';
import type { NumberReading } from '../numbers/read-number.ts';
import type { WorkingHours } from './working-hours.ts';

/** An employee as routing sees them at this moment. */
export type Responsible = {
  userId: string;
  /** Still works here. */
  active: boolean;
  extension: string | null;
  /** In a call right now. */
  talking: boolean;
  /** Their own return time-out; unset: the workspace's. */
  returnTimeoutSeconds?: number | null | undefined;
};

/** A client with the caller's number, the likeliest first. */
export type CallerMatch = {
  type: 'contact' | 'company' | 'lead';
  id: string;
  person: CallerPerson | null;
  company: (CallerCompany & { id: string }) | null;
  responsible: Responsible | null;
  lastContactedAt: Date | null;
};

/** Everything a decision is made from; a question not asked yet comes as a further field with a harmless default. */
export type DecisionInput = {
  now: Date;
  caller: NumberReading;
  /** The caller is one of us: an employee, an extension, a DID. */
  own?: 'employee' | 'extension' | 'did' | null | undefined;
  /** The blacklist's entry that covers the caller. */
  listed: { pattern: string } | null;
  matches: readonly CallerMatch[];
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
  | 'no-extension'
  | 'extension-not-routable'
  | 'bad-return-timeout'
  | 'outside-hours'
  | 'responsible-busy';

/** Where the call should go. */
export type RouteDecision =
  | { action: 'ring'; extension: string; userId: string; returnTimeoutSeconds: number; because: 'responsible' }
  | { action: 'refuse'; with: 'busy' | 'hangup'; because: RefusalReason }
  | { action: 'as-configured'; because: OrdinaryReason };

/** What the PBX is told, in no provider's words. An empty object: follow the configured scenario. */
export type DecisionReply =
  | { refuse: 'busy' | 'hangup' }
  | { refuse?: never; ring?: { extension: string; returnTimeoutSeconds: number }; name?: string };

/** One thing looked at: codes with parameters, which the page puts into words (7.9). */
export type DecisionStep = {
  step: 'blacklist' | 'caller' | 'clients' | 'responsible' | 'hours' | 'presence' | 'redirect' | 'caller-name';
  result: string;
  saw: { readonly [what: string]: string | number | boolean | null };
};

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
