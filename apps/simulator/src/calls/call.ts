import type { Account } from '../account.ts';
import type { Behaviour } from '../behaviour.ts';
import type { Clock } from '../clock.ts';
import type { Recordings } from '../recordings.ts';
import type { Instruction } from '../reply.ts';

export type Disposition = 'answered' | 'busy' | 'cancel' | 'no answer' | 'failed' | 'no money' | 'unallocated number';

/** How a call ended: the word of the events and the Q.931 cause beside it. */
export type Ending = { disposition: Disposition; cause: number };

export const ENDINGS = {
  normal: { disposition: 'answered', cause: 16 },
  gaveUp: { disposition: 'cancel', cause: 16 },
  nobody: { disposition: 'no answer', cause: 19 },
  busy: { disposition: 'busy', cause: 17 },
  noDevice: { disposition: 'failed', cause: 41 },
  unallocated: { disposition: 'unallocated number', cause: 1 },
  noMoney: { disposition: 'no money', cause: 34 },
} as const satisfies Record<string, Ending>;

/** One telephone in one call: an extension, or a phone outside. */
export type Leg = {
  /** `<unix seconds>.<sequence>`: the id of its row and of its recording. */
  readonly callId: string;
  readonly party: string;
  readonly side: 'company' | 'outside';
  readonly startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  disposition: Disposition | null;
  /** Whole seconds of talk; the seconds of a call's legs add up to the `duration` of its END. */
  seconds: number;
  recorded: boolean;
  transferFrom: string | null;
};

export type CallKind = 'inbound' | 'dialled' | 'callback' | 'callback-leg' | 'internal' | 'forwarded';

/** A call as the page and tests see it. */
export type CallView = {
  id: string;
  kind: CallKind;
  state: 'menu' | 'ringing' | 'talking' | 'ended';
  /** Who calls: a number or an extension. */
  from: string;
  /** Who is called: the DID of an inbound call, else the number or extension dialled. */
  to: string;
  /** What the phones show instead of the number, if the CRM said so. */
  callerName: string | null;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  ending: Ending | null;
  talkSeconds: number;
  parties: { party: string; side: 'company' | 'outside'; state: 'ringing' | 'calling' | 'talking' | 'left' }[];
  /** The other id of one conversation: the outside branch of a forwarded extension, and back. */
  linkedTo: string | null;
};

/** A call that lives in the cloud. Every command throws an Error that says what was impossible. */
export type Call = {
  readonly id: string;
  view(): CallView;
  /** The extension picks up; without one, the phone outside does. */
  answer(extension?: string): void;
  /** The phone refuses: `busy` unless another ending is given. */
  decline(extension?: string, ending?: Ending): void;
  hangUp(): void;
  transfer(to: string): void;
  press(digits: string): void;
};

/** One row of `statistics/pbx`. */
export type StatisticsRow = {
  callId: string;
  pbxCallId: string;
  extension: string | null;
  startedAt: Date;
  caller: string;
  destination: string;
  disposition: Disposition;
  seconds: number;
  recorded: boolean;
};

/** What a call needs from the cloud around it. */
export type Exchange = {
  readonly account: Account;
  readonly behaviour: Behaviour;
  readonly clock: Clock;
  readonly recordings: Recordings;
  newCallId(direction: 'in' | 'out'): string;
  newLegId(): string;
  /** Tells the CRM, if it listens to this event. */
  notify(fields: Record<string, string>): void;
  /** Tells the CRM and hears once, at the latest after the deadline, what it wants. */
  ask(fields: Record<string, string>, obey: (instruction: Instruction) => void): void;
  /** Writes the legs of an ended call into the statistics. */
  book(rows: readonly StatisticsRow[]): void;
  /** Lets a further call live: the outside branch of a forwarded extension, the first leg of a callback. */
  adopt(call: Call): void;
  changed(): void;
};
