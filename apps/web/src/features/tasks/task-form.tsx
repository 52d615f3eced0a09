import type { AboutType, Task, TaskCreate } from '@carillon/contract';
import { ActionIcon, Button, TextInput, Tooltip } from '@mantine/core';
import { IconPhone, IconPlus } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useMe } from '../../lib/session.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { ColleagueSelect } from '../people/colleague-select.tsx';
import { DueSelect } from './due-select.tsx';
import classes from './tasks.module.css';
import { refreshTasks } from './refresh-tasks.ts';

type Props = {
  about?: { type: AboutType; id: string };
  title?: string;
  autoFocus?: boolean;
  /** Called when there is one more task; the form is empty again for the next. */
  made?: () => void;
};

/** One line that makes a task: Enter saves it and leaves room for the next. */
export function TaskForm({ about, title: given = '', autoFocus = false, made }: Props) {
  const t = useT('work');
  const me = useMe();
  const errorText = useErrorText();
  const queryClient = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const [title, setTitle] = useState(given);
  const [dueAt, setDueAt] = useState<string | null>(null);
  const [call, setCall] = useState(false);
  const [responsibleId, setResponsibleId] = useState<string | null>(me.id);

  const create = useMutation({
    mutationFn: (task: TaskCreate) => api.post<Task>('/tasks', task),
    onSuccess: () => {
      setTitle('');
      setDueAt(null);
      setCall(false);
      field.current?.focus();
      made?.();
    },
    onSettled: () => refreshTasks(queryClient),
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '' || create.isPending) return field.current?.focus();
    create.mutate({ title: title.trim(), kind: call ? 'call' : 'todo', dueAt, responsibleId, ...(about && { about }) });
  };

  return (
    <form
      className={classes.form}
      data-narrow={about !== undefined || undefined}
      data-empty={title.trim() === '' || undefined}
      onSubmit={onSubmit}
    >
      <TextInput
        ref={field}
        size="xs"
        className={classes.title}
        aria-label={t('newTask')}
        placeholder={t('newTaskHint')}
        maxLength={300}
        autoFocus={autoFocus}
        value={title}
        error={create.error && errorText(create.error)}
        leftSection={<IconPlus size={15} stroke={1.7} />}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <div className={classes.formLine}>
        <DueSelect value={dueAt} onChange={setDueAt} />
        <Tooltip label={t('kind.call')}>
          <ActionIcon
            variant={call ? 'light' : 'default'}
            size={30}
            aria-label={t('kind.call')}
            aria-pressed={call}
            onClick={() => setCall(!call)}
          >
            <IconPhone size={15} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
        <ColleagueSelect
          size="xs"
          className={classes.who}
          aria-label={t('responsible')}
          placeholder={t('pool')}
          known={me}
          value={responsibleId}
          onChange={setResponsibleId}
        />
        <Button type="submit" loading={create.isPending} disabled={title.trim() === ''}>
          {t('addTask')}
        </Button>
      </div>
    </form>
  );
}
