import { type Static, Type } from 'typebox';
import { Id, ListOf, Nullable, PageQuery, PersonRef, Time } from './basics.ts';
import { Problem } from './problem.ts';

const entry = {
  id: Id,
  pattern: Type.String({ examples: ['+44701*'] }),
  comment: Nullable(Type.String()),
  expiresAt: Nullable(Time),
  hits: Type.Integer(),
  lastHitAt: Nullable(Time),
  createdBy: Nullable(PersonRef),
  createdAt: Time,
};
const words = {
  comment: Type.Optional(Nullable(Type.String({ maxLength: 500 }))),
  expiresAt: Type.Optional(Nullable(Time)),
};
const Pattern = Type.String({
  minLength: 1,
  maxLength: 60,
  description: 'A number, or the beginning of numbers (five digits or more) and `*`',
});
const create = {
  pattern: Pattern,
  ...words,
  callId: Type.Optional(Nullable(Type.String({ format: 'uuid', description: 'The call it was made from' }))),
};

export const BlacklistEntry = Type.Object(entry, { title: 'BlacklistEntry' });
export type BlacklistEntry = Static<typeof BlacklistEntry>;
export const BlacklistCreate = Type.Object(create);
export type BlacklistCreate = Static<typeof BlacklistCreate>;
/** Filters of both lists: fragments of patterns and comments. */
export const NumberListQuery = Type.Interface([PageQuery], { q: Type.Optional(Type.String({ maxLength: 60 })) });
export const BlacklistList = ListOf(BlacklistEntry);

export const BLACKLIST_BATCH_MAX = 1000;
export const BlacklistBatch = Type.Object({
  patterns: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: BLACKLIST_BATCH_MAX }),
  ...words,
});
export type BlacklistBatch = Static<typeof BlacklistBatch>;
/** What became of each line, in their order: an entry, or why there is none. */
export const BlacklistBatchReport = Type.Object({
  added: Type.Integer(),
  items: Type.Array(
    Type.Object({
      typed: Type.String(),
      entry: Nullable(BlacklistEntry),
      error: Nullable(Type.Object({ code: Problem.properties.code, detail: Type.String() })),
    }),
  ),
});
export type BlacklistBatchReport = Static<typeof BlacklistBatchReport>;

export const BlacklistPreviewQuery = Type.Object({ pattern: Pattern });
const Counted = Type.Union([Type.Integer(), Type.Literal('10000+')]);
/** What an entry would have done: incoming calls of the last 30 days. */
export const BlacklistPreview = Type.Object({
  pattern: Type.String(),
  from: Time,
  calls: Counted,
  fromClients: Type.Union([Type.Integer(), Type.Literal('10000+')], { description: 'Of these calls, those of clients' }),
});
export type BlacklistPreview = Static<typeof BlacklistPreview>;

/** "Not a client": courier, bank, family. `comment` is the label that is shown when the number calls. */
export const NumberException = Type.Object(entry, { title: 'NumberException' });
export type NumberException = Static<typeof NumberException>;
export const ExceptionCreate = Type.Object(create);
export type ExceptionCreate = Static<typeof ExceptionCreate>;
/** The call whose pop-up it is taken back from: whoever sees it hears of it at once. */
export const ExceptionRemoval = Type.Object({ callId: Type.Optional(Id) });
export const ExceptionList = ListOf(NumberException);
