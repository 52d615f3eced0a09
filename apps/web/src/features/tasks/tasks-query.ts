import type { AboutType, Task } from '@carillon/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../../lib/api.ts';
import type { Page } from '../../lib/use-pages.ts';

const SHOWN = 100;

/** One task. */
export const taskQuery = (id: string) =>
  queryOptions({ queryKey: ['tasks', 'one', id], queryFn: ({ signal }) => api.get<Task>(`/tasks/${id}`, { signal }) });

/** What is still to be done about a record. */
export const openTasksQuery = (about: { type: AboutType; id: string }) =>
  queryOptions({
    queryKey: ['tasks', 'about', about.type, about.id],
    queryFn: ({ signal }) =>
      api.get<Page<Task>>('/tasks', {
        query: { aboutType: about.type, aboutId: about.id, done: false, limit: SHOWN },
        signal,
      }),
  });
