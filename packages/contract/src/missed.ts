import { type Static, Type } from 'typebox';
import { CountedListOf, E164, Id, Nullable, OneOf, PageQuery, PersonRef, Time } from './basics.ts';
import { ClientType } from './clients.ts';

export const MissedBecause = OneOf('talked', 'not-reached', 'done');
export type MissedBecause = Static<typeof MissedBecause>;

/** One caller whom nobody reached, with all calls they made in vain until somebody talked with them. */
export const MissedCall = Type.Object(
  {
    id: Id,
    callerNumber: E164,
    clients: Type.Array(Type.Object({ type: ClientType, id: Id, name: Type.String() })),
    openDeal: Nullable(Type.Object({ id: Id, title: Type.String() })),
    count: Type.Integer({ description: 'Missed calls, each once' }),
    waitingSince: Time,
    lastAt: Time,
    dueAt: Time,
    overdue: Type.Boolean(),
    escalatedAt: Nullable(Type.String({ format: 'date-time', description: 'When supervisors were told' })),
    did: Nullable(Type.String()),
    didLabel: Nullable(Type.String()),
    responsibleId: Nullable(Type.String({ format: 'uuid', description: 'null = the pool: whoever takes it' })),
    responsible: Nullable(PersonRef),
    taskId: Nullable(Id),
    claimedBy: Nullable(Type.String({ format: 'uuid', description: 'The user who is calling back, for ten minutes' })),
    claimedUntil: Nullable(Time),
    claimant: Nullable(PersonRef),
    resolvedAt: Nullable(Time),
    resolvedBy: Nullable(Type.String({ format: 'uuid', description: 'The user who talked, gave up, or said it is done' })),
    resolver: Nullable(PersonRef),
    resolvedBecause: Nullable(MissedBecause),
    resolvedCallId: Nullable(Id),
  },
  { title: 'MissedCall' },
);
export type MissedCall = Static<typeof MissedCall>;

export const MissedCallList = CountedListOf(MissedCall);
export type MissedCallList = Static<typeof MissedCallList>;

export const MissedCallsQuery = Type.Interface([PageQuery], {
  open: Type.Optional(Type.Boolean({ description: 'true: who still waits; false: who does not any more' })),
});
