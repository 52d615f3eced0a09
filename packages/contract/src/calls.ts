import { type Static, Type } from 'typebox';
import { CountedListOf, E164, Id, ListOf, Nullable, OneOf, PersonRef, Time } from './basics.ts';
import { ClientType } from './clients.ts';
import { liveCardFields } from './live-card.ts';
import { Notification } from './notifications.ts';
import { RecordingRef } from './recordings.ts';
import { SaidPhrase } from './transcripts.ts';
import { Task } from './work.ts';

export const CallStatus = OneOf(
  'ringing',
  'talking',
  'answered',
  'missed',
  'not-reached',
  'busy',
  'failed',
  'no-money',
  'other',
  'blocked',
  'end-unknown',
  'requested',
  'not-placed',
);
export type CallStatus = Static<typeof CallStatus>;
export const CallDirection = OneOf('inbound', 'outbound', 'internal');

export const Participant = Type.Object({
  extension: Type.String(),
  userId: Nullable(Id),
  rangAt: Nullable(Time),
  answeredAt: Nullable(Time),
  leftAt: Nullable(Time),
  outcome: Type.String({ examples: ['answered', 'no-answer', 'answered-elsewhere', 'transferred'] }),
});

export const CallClient = Type.Object({
  type: ClientType,
  id: Id,
  name: Type.String(),
  because: OneOf('number', 'person', 'created'),
  primary: Type.Boolean(),
});

const Reply = Type.Record(Type.String(), Type.Unknown(), { description: 'The JSON object that left for the PBX' });
/** One thing that was looked at on the way to a decision; the page puts it into words. */
export const DecisionStep = Type.Object({
  step: Type.String(),
  result: Type.String(),
  saw: Type.Record(Type.String(), Type.Unknown()),
});
export const CallDecision = Type.Object({
  because: Type.String({ examples: ['responsible', 'unknown-caller'] }),
  reply: Reply,
  rehearsal: Type.Boolean(),
  milliseconds: Type.Number(),
  steps: Type.Array(DecisionStep),
});

/** 5.12: the visit to the site that led to the call, as the provider's call tracking tells it. */
export const CallVisit = Type.Object({
  source: Nullable(Type.String({ examples: ['google'] })),
  medium: Nullable(Type.String({ examples: ['cpc'] })),
  campaign: Nullable(Type.String()),
  term: Nullable(Type.String()),
  content: Nullable(Type.String()),
  page: Nullable(Type.String({ description: 'Where the number was seen' })),
  firstVisit: Nullable(Type.String({ description: 'What the provider keeps of the first visit' })),
  tracker: Nullable(Type.String()),
});

const callFields = {
  id: Id,
  pbxCallId: Nullable(Type.String()),
  direction: CallDirection,
  status: CallStatus,
  clientNumber: Nullable(Type.String({ description: 'E.164; null for hidden and short numbers' })),
  callerText: Nullable(Type.String({ description: 'The other side as the PBX wrote it' })),
  did: Nullable(Type.String()),
  didLabel: Nullable(Type.String()),
  extension: Nullable(Type.String()),
  userId: Nullable(Id),
  user: Nullable(PersonRef),
  answeredBy: Nullable(Id),
  answeredByUser: Nullable(PersonRef),
  participants: Type.Array(Participant),
  clients: Type.Array(CallClient),
  contactId: Nullable(Id),
  leadId: Nullable(Id),
  dealId: Nullable(Id),
  startedAt: Time,
  answeredAt: Nullable(Time),
  endedAt: Nullable(Time),
  timesApproximate: Type.Boolean(),
  waitSeconds: Nullable(Type.Integer()),
  talkSeconds: Nullable(Type.Integer()),
  disposition: Nullable(Type.String({ description: "The provider's word, verbatim" })),
  recordings: Type.Array(RecordingRef),
  decision: Nullable(CallDecision),
  notes: Type.Array(Type.Object({ id: Id, author: Nullable(PersonRef), at: Time, text: Type.String() })),
  outcome: Nullable(Type.String()),
  origin: OneOf('phone', 'click', 'import'),
  linkedCallId: Nullable(Id),
  source: Nullable(Type.String({ description: 'Of the visit that led to the call, else of the DID' })),
  visit: Nullable(CallVisit),
  said: Type.Optional(Type.Array(SaidPhrase, { description: 'With the filter `said`: the phrases that fit it best' })),
  version: Type.Integer(),
};
export const CallView = Type.Object(callFields, { title: 'Call' });
export type CallView = Static<typeof CallView>;
export const CallList = CountedListOf(CallView);

export const CallPatch = Type.Object({ outcome: Type.Optional(Nullable(Type.String({ maxLength: 200 }))) });
export const CallNoteCreate = Type.Object({ text: Type.String({ minLength: 1, maxLength: 5000 }) });
export const CallNoteText = Type.Object({ text: Type.String({ maxLength: 5000, description: 'Empty takes the note away' }) });
export const CallNoteParams = Type.Object({ id: Id, noteId: Id });
/** The chips under a finished call. */
export const CallOutcomes = ListOf(Type.String());
export type CallOutcomes = Static<typeof CallOutcomes>;
export const CallSources = ListOf(Type.String());
export type CallSources = Static<typeof CallSources>;
export const CallOutcomesWrite = Type.Object({ items: Type.Array(Type.String({ maxLength: 60 }), { maxItems: 20 }) });
export const CallClientParams = Type.Object({ id: Id, type: ClientType, clientId: Id });

/** The client's last conversation or attempt before this call. */
export const LastCall = Type.Object({
  id: Id,
  at: Time,
  direction: CallDirection,
  status: CallStatus,
  user: Nullable(PersonRef),
  talkSeconds: Nullable(Type.Integer()),
});
/** A running call as the pop-up of one employee shows it. */
export const LiveCall = Type.Object(
  {
    id: Id,
    pbxCallId: Nullable(Type.String({ description: 'null while the PBX knows nothing of it' })),
    status: CallStatus,
    direction: CallDirection,
    origin: Type.Enum(['phone', 'click', 'import'], {
      description: 'Of a `click` that is `talking`, ANSWER may be my own phone: until its end it is "connecting" (3.7)',
    }),
    clientNumber: Nullable(Type.String()),
    callerText: Nullable(Type.String()),
    did: Nullable(Type.String()),
    didLabel: Nullable(Type.String()),
    extension: Nullable(Type.String()),
    ring: Type.Integer({ description: 'Which ring of this employee, from 1; 0 when their phone has not rung' }),
    clients: Type.Array(
      Type.Object({
        type: ClientType,
        id: Id,
        name: Type.String(),
        company: Nullable(Type.String()),
        primary: Type.Boolean(),
        greeting: Nullable(Type.String()),
      }),
    ),
    responsible: Nullable(PersonRef),
    userId: Nullable(Id),
    user: Nullable(PersonRef),
    answeredBy: Nullable(Id),
    transferFrom: Nullable(Type.String()),
    startedAt: Time,
    answeredAt: Nullable(Time),
    endedAt: Nullable(Time),
    talkSeconds: Nullable(Type.Integer()),
    callsBefore: Type.Integer(),
    lastCall: Nullable(LastCall),
    ...liveCardFields,
    version: Type.Integer(),
  },
  { title: 'LiveCall' },
);
export type LiveCall = Static<typeof LiveCall>;

/** A click of mine of which no call came: nothing was dialled within two minutes, or the provider refused it. */
export const NotPlaced = Type.Object({
  callId: Id,
  number: E164,
  client: Nullable(Type.Object({ type: ClientType, id: Id, name: Type.String() })),
  at: Time,
});
export type NotPlaced = Static<typeof NotPlaced>;
/** The last click of mine, where no call came of it within the last ten minutes. */
export const LastNotPlaced = Nullable(
  Type.Object(NotPlaced.properties, { description: 'My last click, when no call came of it; for ten minutes' }),
);

/** The first message of every stream: my running calls. */
export const LiveSnapshot = Type.Object({
  type: Type.Literal('snapshot'),
  version: Type.Integer(),
  now: Time,
  calls: Type.Array(LiveCall),
  talked: Type.Array(LiveCall, {
    description: 'Conversations of mine of the last ten minutes that nobody has said the result of',
  }),
  notPlaced: LastNotPlaced,
});
export type LiveSnapshot = Static<typeof LiveSnapshot>;

/** What `GET /live` sends: `event:` is the type. */
export const LiveMessage = Type.Union([
  LiveSnapshot,
  Type.Object({
    type: Type.Enum(['call.ringing', 'call.talking', 'call.ended', 'call.updated']),
    version: Type.Integer(),
    now: Time,
    call: LiveCall,
  }),
  Type.Object({ type: Type.Literal('call.dismissed'), version: Type.Integer(), callId: Id, ring: Type.Integer() }),
  Type.Object({ type: Type.Literal('job'), version: Type.Integer(), jobId: Id }),
  Type.Object({ type: Type.Literal('notification'), version: Type.Integer(), notification: Notification }),
  Type.Object({ type: Type.Enum(['task.created', 'task.updated']), version: Type.Integer(), task: Task }),
  Type.Object({ type: Type.Literal('missed-calls'), version: Type.Integer(), missedCallId: Id }),
]);
export type LiveMessage = Static<typeof LiveMessage>;
