import type { Announcement, Call, CallFact } from '@carillon/telephony';

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

export type CallBook = { workspaceId: string; connectionId: string; menuOnlyIsMissed: boolean; now: Date };
