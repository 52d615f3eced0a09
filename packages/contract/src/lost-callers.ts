import { type Static, Type } from 'typebox';
import { CountedListOf, E164, Id, Nullable, PageQuery, PersonRef, Time } from './basics.ts';
import { ClientType } from './clients.ts';

const count = (description: string) => Type.Integer({ minimum: 0, description });

/** Somebody who called in vain and whom nobody has talked with since. */
export const LostCaller = Type.Object(
  {
    number: E164,
    clients: Type.Array(Type.Object({ type: ClientType, id: Id, name: Type.String() })),
    count: count('Missed calls of the period, in working hours'),
    firstAt: Time,
    lastAt: Time,
    lastCallId: Id,
    did: Nullable(Type.String({ description: 'The company’s number called last' })),
    didLabel: Nullable(Type.String()),
    responsible: Nullable(
      Type.Object(
        { id: Id, name: Type.String() },
        { description: 'Who gets the task: of the client, else the default one; null: whoever asks' },
      ),
    ),
    task: Nullable(
      Type.Object(
        { id: Id, done: Type.Boolean(), responsible: Nullable(PersonRef) },
        { description: 'Made here for these calls, or of the open reminder' },
      ),
    ),
  },
  { title: 'LostCaller' },
);
export type LostCaller = Static<typeof LostCaller>;

export const LostCallerList = Type.Interface([CountedListOf(LostCaller)], {
  lost: count('The figure of the statistics; what follows says how the list comes to be shorter'),
  waiting: count('Callers in vain whose 24 hours are not over'),
  reachedLater: count('Lost, and talked with after all, later than 24 hours'),
  leftOut: count('Lost, but blacklisted, “not a client”, or a number of the company’s own'),
  withoutTask: count('Of the list: who has no task yet'),
  complete: Type.Boolean({ description: 'false while many old calls have just come in and are still being counted' }),
});
export type LostCallerList = Static<typeof LostCallerList>;

const period = {
  from: Type.String({ format: 'date-time', description: 'The first moment of the period' }),
  to: Type.String({ format: 'date-time', description: 'The first moment after it' }),
};

export const LostCallersQuery = Type.Interface([PageQuery], period);
export type LostCallersQuery = Static<typeof LostCallersQuery>;

export const LostCallerTasksCreate = Type.Object({
  ...period,
  numbers: Type.Optional(Type.Array(E164, { minItems: 1, maxItems: 10_000, description: 'These callers only; left out: all' })),
});
export type LostCallerTasksCreate = Static<typeof LostCallerTasksCreate>;

export const LostCallerTasks = Type.Object(
  {
    id: Type.String({ ...Id, description: 'For `DELETE /lost-callers/tasks/{id}`' }),
    made: count('Tasks made; callers who had one are left alone'),
  },
  { title: 'LostCallerTasks' },
);
export type LostCallerTasks = Static<typeof LostCallerTasks>;
