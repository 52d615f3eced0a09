import type { Task } from '@carillon/contract';
import { Checkbox } from '@mantine/core';
import { IconPhone, IconPhoneX } from '@tabler/icons-react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { RecordLink } from '../../ui/record-link.tsx';
import { DialNumber } from '../dialling/dial-number.tsx';
import { DueText } from './due-text.tsx';
import classes from './tasks.module.css';

type Props = {
  task: Task;
  setDone: (task: Task, done: boolean) => void;
  open: (task: Task) => void;
  /** On the card of the very record that it is about. */
  withoutAbout?: boolean;
};

/** A task on one line: check it off, open it, go to whom it is about. */
export function TaskRow({ task, setDone, open, withoutAbout = false }: Props) {
  const t = useT('work');
  const me = useMe();
  const { title, about, responsible, doneAt, kind } = task;
  const done = doneAt !== null;
  const whose = responsible?.id === me.id ? null : (responsible?.name ?? t('pool'));
  const aboutShown = withoutAbout ? null : about;
  return (
    <li className={classes.row} data-done={done || undefined}>
      <Checkbox
        radius="xl"
        size="xs"
        className={classes.check}
        aria-label={t(done ? 'reopenTask' : 'finishTask', { title })}
        checked={done}
        onChange={() => setDone(task, !done)}
      />
      <div className={classes.main}>
        <button type="button" className={classes.open} onClick={() => open(task)}>
          {kind === 'call' && <IconPhone size={14} stroke={1.7} role="img" aria-label={t('kind.call')} />}
          {kind === 'missed-call' && (
            <IconPhoneX size={14} stroke={1.7} className={classes.missed} role="img" aria-label={t('kind.missed-call')} />
          )}
          <span>{title}</span>
        </button>
        {(aboutShown || whose) && (
          <div className={classes.under}>
            {aboutShown && (
              <RecordLink to={aboutShown} c="inherit" className={classes.about}>
                {aboutShown.name}
              </RecordLink>
            )}
            {aboutShown?.number && aboutShown.type !== 'call' && (
              <DialNumber number={aboutShown.number} name={aboutShown.name} about={{ type: 'task', id: task.id }} />
            )}
            {whose && <span>{whose}</span>}
          </div>
        )}
      </div>
      <DueText task={task} />
    </li>
  );
}
