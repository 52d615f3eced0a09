import type { AboutType } from '@carillon/contract';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { AddButton } from '../../ui/add-button.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Section } from '../../ui/section.tsx';
import { groupTasks } from './group-tasks.ts';
import { TaskForm } from './task-form.tsx';
import { TaskRow } from './task-row.tsx';
import classes from './tasks.module.css';
import { openTasksQuery } from './tasks-query.ts';
import { useChangeTask } from './use-change-task.ts';
import { useFreshTasks } from './use-fresh-tasks.ts';
import { useTaskPanel } from './use-task-panel.tsx';

/** What is still to be done about a record, and room for one more. */
export function OpenTasks({ about }: { about: { type: AboutType; id: string } }) {
  const t = useT('work');
  const now = useNow();
  const { data, error, refetch } = useQuery(openTasksQuery(about));
  const { setDone } = useChangeTask();
  const { open, panel } = useTaskPanel();
  const [adding, setAdding] = useState(false);
  useFreshTasks();
  const tasks = data && groupTasks(data.items, now).flatMap((group) => group.tasks);
  const add = <AddButton label={t('newTask')} opened={adding} toggle={() => setAdding(!adding)} />;
  return (
    <Section title={t('openTasks')} actions={add}>
      {adding && <TaskForm about={about} autoFocus />}
      {error && !data && <ErrorState error={error} retry={() => void refetch()} />}
      {!tasks && !error && <Skeleton height={34} />}
      {tasks?.length === 0 && !adding && <p className={classes.empty}>{t('noOpenTasks')}</p>}
      {tasks && tasks.length > 0 && (
        <ul className={classes.list} data-narrow>
          {tasks.map((task) => (
            <TaskRow key={task.id} task={task} setDone={setDone} open={open} withoutAbout />
          ))}
        </ul>
      )}
      {panel}
    </Section>
  );
}
