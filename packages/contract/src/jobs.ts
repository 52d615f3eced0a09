import { type Static, Type } from 'typebox';
import { Id, Nullable, OneOf, Time } from './basics.ts';

export const JobState = OneOf('queued', 'running', 'done', 'failed', 'cancelled');
/** Work that goes on after the answer: its progress survives a reload. */
export const Job = Type.Object(
  {
    id: Id,
    kind: Type.String({ examples: ['import-contacts'] }),
    state: JobState,
    done: Type.Integer(),
    total: Nullable(Type.Integer()),
    errors: Type.Array(Type.Object({ row: Nullable(Type.Integer()), detail: Type.String() })),
    result: Nullable(Type.Record(Type.String(), Type.Unknown())),
    createdAt: Time,
    finishedAt: Nullable(Time),
  },
  { title: 'Job' },
);
export type Job = Static<typeof Job>;

export const JobList = Type.Object({ items: Type.Array(Job), nextCursor: Type.Null() });
export type JobList = Static<typeof JobList>;

export const ReconciliationCreate = Type.Object({
  from: Time,
  to: Time,
  reminders: Type.Optional(
    Type.Boolean({ description: 'false: calls found make no record and no reminder, however fresh. For a load of the past' }),
  ),
});
export type ReconciliationCreate = Static<typeof ReconciliationCreate>;

export const ReconciliationsQuery = Type.Object({
  minDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 366, description: 'Only those of at least so many days' })),
});

/** Why a call, or a row of the statistics, could not be settled. */
export const ReconciliationDoubt = Type.Object({
  pbxCallId: Nullable(Type.String()),
  callId: Nullable(Id),
  reason: OneOf(
    'not-in-cloud',
    'no-id',
    'unreadable-time',
    'no-direction',
    'clock',
    'direction',
    'result',
    'talk-seconds',
    'extension',
    'recordings',
  ),
});
export type ReconciliationDoubt = Static<typeof ReconciliationDoubt>;

/** What a job of the kind `reconcile-calls` has found: its `result`. */
export const ReconciliationReport = Type.Object(
  {
    why: OneOf('person', 'night', 'outage', 'journal-only'),
    from: Time,
    to: Time,
    days: Type.Integer(),
    phase: OneOf('reading', 'comparing', 'done'),
    rows: Type.Integer({ description: 'Rows of the statistics, one a leg' }),
    calls: Type.Integer({ description: 'Calls of the period that the provider knows, legs of our own left out' }),
    same: Type.Integer(),
    recovered: Type.Integer({ description: 'Calls that nobody had told of' }),
    corrected: Type.Integer(),
    closed: Type.Integer({ description: 'Calls whose end nobody had told' }),
    ownLegs: Type.Integer(),
    running: Type.Integer({ description: 'Calls that may go on: the next comparison tells' }),
    inDoubt: Type.Integer(),
    doubts: Type.Array(ReconciliationDoubt, { description: 'The first 200' }),
    unknownExtensions: Type.Array(Type.String()),
    clockMinutes: Nullable(
      Type.Integer({ description: 'The statistics differ from heard calls by this much: the time zone is wrong' }),
    ),
  },
  { title: 'ReconciliationReport' },
);
export type ReconciliationReport = Static<typeof ReconciliationReport>;

/** Which column of the file is what; left out columns are ignored. */
const ImportField = OneOf(
  'name',
  'familyName',
  'givenName',
  'patronymic',
  'phone',
  'email',
  'company',
  'responsible',
  'tags',
  'externalId',
  'ignore',
);
export const ImportPreviewRequest = Type.Object({ csv: Type.String({ maxLength: 50_000_000 }) });
export const ImportPreview = Type.Object({
  delimiter: Type.String(),
  columns: Type.Array(Type.Object({ header: Type.String(), field: ImportField, samples: Type.Array(Type.String()) })),
  rows: Type.Integer(),
  faults: Type.Array(Type.Object({ row: Type.Integer(), detail: Type.String() })),
  duplicates: Type.Integer({ description: 'Rows whose number or external id belongs to a contact already' }),
});
export type ImportPreview = Static<typeof ImportPreview>;
export const ImportCreate = Type.Object({
  csv: Type.String({ minLength: 1, maxLength: 50_000_000 }),
  columns: Type.Optional(Type.Array(ImportField)),
  duplicates: Type.Optional(OneOf('skip', 'update')),
});
export type ImportCreate = Static<typeof ImportCreate>;
