import type { Task } from '@carillon/contract';
import { IconAlarm } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { TimeText } from '../../ui/time-text.tsx';
import classes from './tasks.module.css';
import { groupOf } from './group-tasks.ts';

type Props = { task: Pick<Task, 'dueAt' | 'doneAt'> };

/** Until when; an overdue one says so in more than its colour. */
export function DueText({ task: { dueAt, doneAt } }: Props) {
  const t = useT('work');
  const now = useNow();
  if (doneAt !== null) return <TimeText at={doneAt} />;
  if (dueAt === null) return null;
  const group = groupOf({ dueAt }, now);
  return (
    <span className={classes.due} data-group={group}>
      {group === 'overdue' && <IconAlarm size={15} stroke={1.7} role="img" aria-label={t('group.overdue')} />}
      <TimeText at={dueAt} />
    </span>
  );
}
