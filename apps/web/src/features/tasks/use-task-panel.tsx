import type { Task } from '@carillon/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, Suspense, lazy } from 'react';

const TaskPanel = lazy(() => import('./task-panel.tsx'));

/** Opens a task beside the page it is listed on: `?task=` in the address, so that the back button closes it. */
export function useTaskPanel(): { open: (task: Task) => void; panel: ReactNode } {
  const navigate = useNavigate();
  const search: { task?: string } = useSearch({ strict: false });
  const show = (task: string | undefined) => {
    const to = (before: object) => ({ ...before, task });
    void navigate({ to: '.', search: to as never, replace: task === undefined }); // every page may have this parameter
  };
  const panel = search.task && (
    <Suspense>
      <TaskPanel key={search.task} id={search.task} close={() => show(undefined)} />
    </Suspense>
  );
  return { open: ({ id }) => show(id), panel };
}
