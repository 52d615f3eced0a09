import { type Static, Type } from 'typebox';
import { Id, Money, Nullable, OneOf, PersonRef, Time } from './basics.ts';
import { ClientType } from './clients.ts';

const EXAMPLE_TIME = ['2026-03-14T09:26:53.000Z'];
const OpenDeal = Type.Object({
  id: Id,
  title: Type.String(),
  stage: Type.String(),
  amount: Nullable(Money),
  currency: Type.String(),
});
const OpenTask = Type.Object({
  id: Id,
  title: Type.String(),
  kind: OneOf('todo', 'call', 'missed-call'),
  dueAt: Nullable(Time),
});
/** A note on a call; whoever wrote it may go on writing. */
export const LiveNote = Type.Object({ id: Id, author: Nullable(PersonRef), at: Time, text: Type.String() });
export type LiveNote = Static<typeof LiveNote>;

/** What matters now about a caller, beside who it is (4.4). */
export const liveCardFields = {
  ringing: Type.Boolean({ description: 'My phone rings at this moment' }),
  ringEndsAt: Nullable(
    Type.String({
      format: 'date-time',
      examples: EXAMPLE_TIME,
      description: 'When my ring of a redirected call ends by the clock and the call goes on',
    }),
  ),
  transferFromUser: Nullable(PersonRef),
  recent: Nullable(
    Type.Object(
      { count: Type.Integer(), since: Time },
      { description: 'Calls of this number within half an hour, this one included, and when the first began' },
    ),
  ),
  returnsCallAt: Nullable(
    Type.String({
      format: 'date-time',
      examples: EXAMPLE_TIME,
      description: 'When I last dialled this number, within the last 24 hours',
    }),
  ),
  created: Nullable(
    Type.Object({ type: ClientType, id: Id, name: Type.String() }, { description: 'The record this call has just made' }),
  ),
  exception: Nullable(Type.String({ description: 'What the exceptions call this number: courier, bank' })),
  deals: Type.Array(OpenDeal, { description: 'Open deals of the clients, the latest first, at most five' }),
  tasks: Type.Array(OpenTask, { description: 'Open tasks about them, the most urgent first, at most five' }),
  notes: Type.Array(LiveNote, { description: 'What was noted on this call so far' }),
  outcome: Nullable(Type.String()),
};
