import type { Deal, Task, TimelineItem } from '@carillon/contract';
import { IconBriefcase, IconCheckbox, IconMessage, IconNote, IconSquare } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { EntryBody } from '../../ui/entry-body.tsx';
import entryClasses from '../../ui/entry-body.module.css';
import { RecordLink } from '../../ui/record-link.tsx';
import { CallEntry } from '../calls/call-entry.tsx';
import { DirectionMark } from '../calls/direction-mark.tsx';
import { MoneyText } from '../deals/money-text.tsx';
import { StageMark } from '../deals/stage-mark.tsx';
import { SmsBody } from '../sms/sms-body.tsx';
import { NoteBody } from './note-body.tsx';
import classes from './timeline.module.css';

type Props = { entry: TimelineItem; openCall: (id: string) => void; openTask: (task: Task) => void };

/** One thing that happened. */
export function TimelineEntryLine({ entry, openCall, openTask }: Props) {
  const icon = { size: 17, stroke: 1.6, className: classes.icon, 'aria-hidden': true } as const;
  switch (entry.type) {
    case 'call':
      return (
        <li className={classes.entry}>
          <DirectionMark direction={entry.call.direction} />
          <div className={classes.body}>
            <CallEntry call={entry.call} open={() => openCall(entry.call.id)} />
          </div>
        </li>
      );
    case 'note':
      return (
        <li className={classes.entry}>
          <IconNote {...icon} />
          <NoteBody note={entry.note} />
        </li>
      );
    case 'task':
      return (
        <li className={classes.entry}>
          {entry.task.doneAt === null ? <IconSquare {...icon} /> : <IconCheckbox {...icon} />}
          <TaskBody task={entry.task} open={() => openTask(entry.task)} />
        </li>
      );
    case 'deal':
      return (
        <li className={classes.entry}>
          <IconBriefcase {...icon} />
          <DealBody deal={entry.deal} />
        </li>
      );
    case 'sms':
      return (
        <li className={classes.entry}>
          <IconMessage {...icon} />
          <SmsBody sms={entry.sms} />
        </li>
      );
    default:
      return entry satisfies never;
  }
}

function TaskBody({ task, open }: { task: Task; open: () => void }) {
  const t = useT('work');
  const { title, doneAt, doneBy, responsible, createdAt } = task;
  return (
    <EntryBody
      at={createdAt}
      head={
        <button type="button" className={classes.title} data-done={doneAt !== null || undefined} onClick={open}>
          {title}
        </button>
      }
    >
      <div className={entryClasses.quiet}>
        {doneAt === null ? (responsible?.name ?? t('pool')) : t('doneBy', { name: doneBy?.name ?? t('system') })}
      </div>
    </EntryBody>
  );
}

function DealBody({ deal }: { deal: Deal }) {
  return (
    <EntryBody
      at={deal.createdAt}
      head={
        <>
          <RecordLink to={{ type: 'deal', id: deal.id }}>{deal.title}</RecordLink>
          <MoneyText amount={deal.amount} currency={deal.currency} />
        </>
      }
    >
      <div className={entryClasses.quiet}>
        <StageMark stage={deal.stage} />
      </div>
    </EntryBody>
  );
}
