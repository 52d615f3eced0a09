import { type Static, Type } from 'typebox';
import { Id, PageQuery, Time } from './basics.ts';
import { CallDirection, CallStatus } from './calls.ts';

const STATUSES = `^(${CallStatus.enum.join('|')})(,(${CallStatus.enum.join('|')}))*$`;
const SECONDS_MAX = 2_147_483_647; // what the database can hold

/** Which rows of the journal: the same words filter the journal, the statistics and the export, and mean the same. */
export const journalFilterFields = {
  userId: Type.Optional(Id),
  direction: Type.Optional(CallDirection),
  status: Type.Optional(
    Type.String({ pattern: STATUSES, examples: ['missed,busy'], description: 'One status, or several separated by commas' }),
  ),
  result: Type.Optional(
    Type.String({ pattern: STATUSES, examples: ['answered'], description: 'The same as `status`, under the name of its column' }),
  ),
  number: Type.Optional(Type.String({ maxLength: 60, description: 'A whole number, as anybody writes it' })),
  q: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'A fragment of the client’s name or number, or the whole number of somebody unknown',
    }),
  ),
  said: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        'Words of the conversation, in whatever form; all must have been said. Only calls that one may hear; of words said in more than 50,000 conversations of the period the newest',
    }),
  ),
  did: Type.Optional(Type.String({ maxLength: 60 })),
  source: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Of the visit that led to the call (CALL_TRACKING), else of the DID. Empty: calls without',
    }),
  ),
  recorded: Type.Optional(Type.Boolean()),
  minSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: SECONDS_MAX, description: 'Talk of at least so many seconds' })),
  maxSeconds: Type.Optional(Type.Integer({ minimum: 0, maximum: SECONDS_MAX, description: 'Talk of at most so many seconds' })),
  clientId: Type.Optional(Id),
  weekday: Type.Optional(Type.Integer({ minimum: 1, maximum: 7, description: 'Calls that began on this weekday; 1 = Monday' })),
  hour: Type.Optional(Type.Integer({ minimum: 0, maximum: 23, description: 'Calls that began in this hour of the day' })),
  zone: Type.Optional(
    Type.String({ maxLength: 60, examples: ['Europe/Moscow'], description: 'Of `weekday` and `hour`; UTC unless told' }),
  ),
};

const JournalFilter = Type.Object(journalFilterFields);
export type JournalFilter = Static<typeof JournalFilter>;

export const CallListQuery = Type.Interface([PageQuery], {
  from: Type.Optional(Time),
  to: Type.Optional(Time),
  ...journalFilterFields,
  updatedAfter: Type.Optional(Time),
});
export type CallListQuery = Static<typeof CallListQuery>;
