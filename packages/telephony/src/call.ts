/**
 * Where a fact comes from. `event`: the PBX told us (or our reply to it steered the call); `click`: a person asked for the call;
 * `statistics`: reconciliation, which outranks events for result and talk seconds; `clock`: our own job.
 */
export type FactSource = 'event' | 'click' | 'statistics' | 'clock';

/** The other side of a call, as the PBX wrote it and as we read it. */
export type Party = {
  text: string;
  /** `null` when hidden, short or unreadable: such a party is never a client. */
  e164: string | null;
  /** Every valid E.164 reading, the likeliest first. */
  readings: readonly string[];
};

type About = {
  /** Receipt, UTC. */
  at: Date;
  /** Equal for deliveries whose decoded fields are all equal. */
  fingerprint: string;
  source: FactSource;
  /** It waited in the spool: its moment may be used, but nobody pops up for it. */
  late: boolean;
};
type Seat = {
  extension: string | null /** Whose it was when the event came: later re-assignment rewrites nothing. */;
  userId: string | null;
};
type Inbound = {
  startedAt: Date;
  caller: Party;
  did: string /** 3.9: one end is ours, it is no client's call. */;
  ownLeg: boolean;
};
type Result = {
  /** The PBX's word, verbatim. */
  disposition: string;
  /** Whole seconds, the PBX's own count. */
  talkSeconds: number;
  statusCode: number | null;
  recorded: boolean;
  recordingId: string | null;
  /** Of the statistics alone: every telephone of ours that had a part. */
  legs?: readonly Leg[];
  /** Of the statistics alone: it was lost so lately that people are still told of it (5.8). */
  fresh?: boolean;
  /** Of the statistics alone: how far the moment that the account's zone gives it lies from the one its id tells, where it tells one. */
  driftSeconds?: number;
};
type Outbound = { startedAt: Date; destination: Party; did: string | null; callType: string | null; ownLeg: boolean };

/** One telephone's part in a call, as the statistics tell it. */
export type Leg = { extension: string; userId: string | null; startedAt: Date; answered: boolean };

/** One thing that happened to a call, in our words, not the PBX's. */
export type CallFact = About &
  (
    | { kind: 'requested'; extension: string; userId: string; destination: Party }
    | ({ kind: 'arrived' } & Inbound)
    | ({ kind: 'rang'; transferFrom: string | null } & Inbound & Seat)
    | ({ kind: 'answered'; startedAt: Date; client: Party | null; transferFrom: string | null } & Seat)
    | ({ kind: 'hung-up'; lastExtension: string | null; lastUserId: string | null } & Inbound & Seat & Result)
    | ({ kind: 'dialled' } & Outbound & Seat)
    | ({ kind: 'dial-ended' } & Outbound & Seat & Result)
    | { kind: 'recorded'; recordingId: string }
    | { kind: 'steered'; reply: SteeringReply }
    | { kind: 'expired' }
  );

/** What our answer told the PBX to do with an arriving call. */
export type SteeringReply =
  | { action: 'ring'; extension: string; returnTimeoutSeconds: number }
  | { action: 'refuse'; with: 'busy' | 'hangup' }
  | { action: 'name-only' };

export type CallDirection = 'inbound' | 'outbound' | 'internal';

export type CallStatus =
  | 'requested'
  | 'not-placed'
  | 'ringing'
  | 'talking'
  | 'answered'
  | 'missed'
  | 'not-reached'
  | 'busy'
  | 'failed'
  | 'no-money'
  | 'other'
  | 'blocked'
  | 'end-unknown';

/** One extension ringing once. It can ring again after a return time-out, a menu or a transfer back: that is the next ring. */
export type Ring = {
  extension: string;
  userId: string | null;
  /** 1 for the first time this extension rang in this call. */
  ring: number;
  startedAt: Date;
  /** `null` while it runs, as far as facts tell; past `endsBy` it is over by the clock. */
  endedAt: Date | null;
  endsBy: Date;
  transferFrom: string | null;
};

export type ParticipantOutcome = 'ringing' | 'talking' | 'answered' | 'transferred' | 'no-answer' | 'answered-elsewhere';

export type Participant = {
  extension: string;
  userId: string | null;
  rangAt: Date | null;
  answeredAt: Date | null;
  leftAt: Date | null;
  outcome: ParticipantOutcome;
  /** The number of its last ring; 0 when it never rang (it dialled, or its ring was lost). */
  ring: number;
};

/** What we know of one call. */
export type Call = {
  direction: CallDirection;
  status: CallStatus;
  origin: 'phone' | 'click' | 'import';
  callerText: string | null;
  /** E.164, `null` for hidden and short numbers. */
  clientNumber: string | null;
  readings: readonly string[];
  did: string | null;
  startedAt: Date;
  answeredAt: Date | null;
  endedAt: Date | null;
  /** The times are receipts of spooled or reordered deliveries. */
  timesApproximate: boolean;
  /** Whole seconds until the answer, or until the end of an unanswered call; `null` while unknown. */
  waitSeconds: number | null;
  /** Whole seconds by the PBX's own count; `null` when nobody answered. */
  talkSeconds: number | null;
  disposition: string | null;
  statusCode: number | null;
  /** Who talks or talked last; of an outgoing call who dialled, until somebody else takes it over. */
  extension: string | null;
  userId: string | null;
  answeredBy: { extension: string; userId: string | null } | null;
  participants: readonly Participant[];
  rings: readonly Ring[];
  /** `null`: the PBX only said that there is one. */
  recordings: readonly { id: string | null }[];
  /** `answered` by the menu alone: the caller met nobody (9.9). */
  menuOnly: boolean;
  /** Our answer sent it to this extension. `rungOut`: that phone did not take it in time, as far as facts tell. */
  redirect: { extension: string; returnTimeoutSeconds: number; at: Date; rungOut: boolean } | null;
  /** The newest sign of life: what the clock counts from. */
  lastSignalAt: Date;
};
