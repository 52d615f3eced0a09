import { type Static, Type } from 'typebox';
import { ListOf, PageQuery, Time } from './basics.ts';
import { CallView } from './calls.ts';
import { Sms } from './sms.ts';
import { Deal, Note, NoteListQuery, Task } from './work.ts';

/** One thing that happened with a client or deal: when a call began, a text came or went, a note was written, a task or deal made. */
export const TimelineItem = Type.Union(
  [
    Type.Object({ type: Type.Literal('call'), at: Time, call: CallView }),
    Type.Object({ type: Type.Literal('note'), at: Time, note: Note }),
    Type.Object({ type: Type.Literal('task'), at: Time, task: Task }),
    Type.Object({ type: Type.Literal('deal'), at: Time, deal: Deal }),
    Type.Object({ type: Type.Literal('sms'), at: Time, sms: Sms }),
  ],
  { title: 'TimelineItem' },
);
export type TimelineItem = Static<typeof TimelineItem>;
export const TimelineList = ListOf(TimelineItem);
export const TimelineQuery = Type.Interface([PageQuery], {
  ...Type.Pick(NoteListQuery, ['aboutType', 'aboutId']).properties,
  only: Type.Optional(Type.Enum(['call', 'sms', 'note', 'task', 'deal'])),
});
export type TimelineQuery = Static<typeof TimelineQuery>;
