import type { Announcement, Call, CallFact } from '@carillon/telephony';
import type { Tx } from '../../db/in-workspace.ts';

/** Something that happened to a call, ready to be recorded. */
export type News = {
  pbxCallId: string;
  /** The delivery's id: told twice, it is one fact. */
  id: string;
  fact: CallFact;
  /** A fresh event makes a call a row of the journal; a stale one only completes a call we know (F4). */
  confirms: boolean;
  /** The decision this call was given; the first one stored wins (7.8). */
  decision?: unknown;
  /** Of a call that is new: its id, where somebody has been told it. */
  callId?: string;
};

/** What became of one call. */
export type Recorded = {
  callId: string;
  pbxCallId: string;
  version: number;
  confirmed: boolean;
  before: Call | null;
  after: Call;
  decision: unknown;
  /** The delivery whose decision became the call's just now; `null` when it had one, or has none (7.8). */
  decidedBy: string | null;
  newFacts: { id: string; fact: CallFact }[];
  /** Deliveries that told what had just been told (F1). */
  repeated: ReadonlySet<string>;
  announcements: Announcement[];
};

export type CallBook = {
  workspaceId: string;
  connectionId: string;
  menuOnlyIsMissed: boolean;
  now: Date;
  effects: readonly CallEffect[];
};

/** An `out_` call that was found to be a leg of this conversation (F11). */
export type JoinedLeg = { legId: string; conversationId: string };

/**
 * What other features owe a call that has changed: a lead, a reminder, a notification. Runs in the transaction that saves the call,
 * after its clients are linked, in the order given; told again, it must do nothing more (unique keys). Legs of forwarded calls (F11)
 * are left out unless it says `ofLegsToo`, and so are calls nobody has confirmed (F4). `joined`: legs that were no legs before.
 */
export type CallEffect = {
  (
    tx: Tx,
    book: Pick<CallBook, 'workspaceId' | 'connectionId' | 'now'> & { joined: readonly JoinedLeg[] },
    calls: readonly Recorded[],
  ): Promise<void>;
  ofLegsToo?: boolean;
};
