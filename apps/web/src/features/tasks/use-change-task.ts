import type { Task, TaskPatch } from '@carillon/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import { useT } from '../../lib/i18n/use-t.ts';
import { useErrorText } from '../../lib/use-error-text.ts';
import { notifyFault, notifyUndo } from '../../ui/notify-undo.tsx';
import { type CachedTasks, showTask } from './show-task.ts';
import { refreshTasks } from './refresh-tasks.ts';

type Change = { task: Task; patch: TaskPatch; shown: Partial<Task>; said?: string };

/** Changes tasks at once on the screen, then on the server; whether one is done can be taken back for 8 seconds. */
export function useChangeTask(): { change: (change: Change) => void; setDone: (task: Task, done: boolean) => void } {
  const t = useT('work');
  const common = useT('common');
  const errorText = useErrorText();
  const queryClient = useQueryClient();

  const { mutate } = useMutation({
    mutationFn: ({ task, patch }: Change) => api.patch<Task>(`/tasks/${task.id}`, patch),
    onMutate: async ({ task, shown }) => {
      await queryClient.cancelQueries({ queryKey: ['tasks'] });
      queryClient.setQueriesData<CachedTasks>({ queryKey: ['tasks'] }, (cached) => showTask(cached, task.id, shown));
    },
    onError: (error) => notifyFault(errorText(error)),
    onSuccess: (_saved, { task, said }) => {
      if (said === undefined) return;
      notifyUndo({ id: `task-${task.id}`, text: said, undoLabel: common('undo'), undo: () => mutate(doneness(task, false)) });
    },
    onSettled: () => refreshTasks(queryClient),
  });
  const setDone = (task: Task, done: boolean) =>
    mutate({ ...doneness(task, done), ...(done ? { said: t('taskDone', { title: task.title }) } : {}) });
  return { change: mutate, setDone };
}

function doneness(task: Task, done: boolean): Change {
  const doneAt = done ? new Date().toISOString() : null;
  return { task, patch: { doneAt }, shown: { doneAt } };
}
