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
