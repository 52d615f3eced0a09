import type { Task } from '@carillon/contract';
import { Button, SegmentedControl, Skeleton, Stack } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useId } from 'react';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useNow } from '../../lib/time/use-now.ts';
import { useFilters } from '../../lib/use-filters.ts';
import { type Pages, usePages } from '../../lib/use-pages.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { type TaskGroup, groupTasks } from './group-tasks.ts';
import { TaskForm } from './task-form.tsx';
import { TASK_SPANS, TASK_WHOSE, taskListQuery } from './task-list-query.ts';
import { TaskRow } from './task-row.tsx';
import classes from './tasks.module.css';
import { useChangeTask } from './use-change-task.ts';
import { useFreshTasks } from './use-fresh-tasks.ts';
import { useTaskPanel } from './use-task-panel.tsx';

/** What is to be done, by what comes first. `?title=` begins a new task, `?add=` an empty one. */
export function TasksPage() {
  const t = useT('work');
  const me = useMe();
  const [filters, change] = useFilters(['whose', 'when', 'title', 'add']);
  const pages = usePages<Task>('tasks', taskListQuery(filters, { me: me.id, now: useNow() }));
  const { open, panel } = useTaskPanel();
  useFreshTasks();
  const { total } = pages;

  return (
    <>
      <title>{`${t('tasks')} · Carillon`}</title>
      <PageHeader
        title={t('tasks')}
        note={typeof total === 'number' ? t('taskCount', { count: total }) : total && t('taskMany')}
      />
      <FilterBar>
        <SegmentedControl
          size="xs"
          aria-label={t('whose')}
          value={filters.whose ?? 'mine'}
          data={TASK_WHOSE.map((value) => ({ value, label: t(`whose.${value}`) }))}
          onChange={(whose) => change({ whose: whose === 'mine' ? undefined : whose })}
        />
        <SegmentedControl
          size="xs"
          aria-label={t('when')}
          value={filters.when ?? 'open'}
          data={TASK_SPANS.map((value) => ({ value, label: t(`when.${value}`) }))}
          onChange={(when) => change({ when: when === 'open' ? undefined : when })}
        />
      </FilterBar>
      <div className={classes.page}>
        <TaskForm
          key={`${filters.title} ${filters.add}`}
          title={filters.title ?? ''}
          autoFocus={filters.title !== undefined || filters.add !== undefined}
          made={() => change({ title: undefined, add: undefined })}
        />
        <List pages={pages} done={filters.when === 'done'} filtered={filters.when !== undefined} open={open} />
      </div>
      {panel}
    </>
  );
}

type ListProps = { pages: Pages<Task>; done: boolean; filtered: boolean; open: (task: Task) => void };
const SKELETONS = [0, 1, 2, 3, 4, 5];

function List({ pages: { rows, more, error, retry, loadMore, stale }, done, filtered, open }: ListProps) {
  const t = useT('work');
  const now = useNow();
  const { setDone } = useChangeTask();
  if (error && !rows) return <ErrorState error={error} retry={retry} />;
  if (!rows) {
    return (
      <Stack gap={14} mt={18} aria-busy="true">
        {SKELETONS.map((one) => (
          <Skeleton key={one} height={26} />
        ))}
      </Stack>
    );
  }
  if (rows.length === 0) return <EmptyState icon={IconChecklist} title={t(filtered ? 'nothingToDoHere' : 'nothingToDo')} />;
  const groups = done ? [{ group: 'done' as const, tasks: rows }] : groupTasks(rows, now);
  return (
    <div aria-busy={stale || undefined}>
      {groups.map(({ group, tasks }) => (
        <Group key={group} group={group} tasks={tasks} setDone={setDone} open={open} />
      ))}
      {more && (
        <Button variant="subtle" onClick={loadMore}>
          {t('showMore')}
        </Button>
      )}
    </div>
  );
}

type GroupProps = {
  group: TaskGroup | 'done';
  tasks: readonly Task[];
  setDone: (task: Task, done: boolean) => void;
  open: (task: Task) => void;
};

function Group({ group, tasks, setDone, open }: GroupProps) {
  const t = useT('work');
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={classes.group} data-group={group}>
        {t(`group.${group}`)} <span className={classes.quiet}>{tasks.length}</span>
      </h2>
      <ul className={classes.list}>
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} setDone={setDone} open={open} />
        ))}
      </ul>
    </section>
  );
}
