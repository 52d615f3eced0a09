import type { LiveMessage } from '@carillon/contract';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { loadTasks, showTask } from './load-tasks.ts';

/** What all server processes hear of a task from the trigger `tell_task`: ids only; each reads the task for those who listen to it. */
export type TaskNews = { workspaceId: string; type: 'task.created' | 'task.updated'; taskId: string; userIds: string[] };

export const TASK_CHANNEL = 'carillon_tasks';

type Hub = {
  listening: (workspaceId: string, userIds: readonly string[]) => string[];
  send: (listener: { workspaceId: string; userId: string }, message: LiveMessage) => void;
};

/** Sends news of tasks to those of their people who listen in this process. */
export async function tellTasks(db: Kysely<Database>, hub: Hub, news: readonly TaskNews[]): Promise<void> {
  for (const { workspaceId, type, taskId, userIds } of news) {
    const here = hub.listening(workspaceId, userIds);
    if (here.length === 0) continue;
    const [record] = await inWorkspace(db, workspaceId, (tx) => loadTasks(tx, workspaceId, [taskId]));
    if (!record) continue;
    const message = { type, version: +record.updatedAt, task: showTask(record) };
    for (const userId of here) hub.send({ workspaceId, userId }, message);
  }
}
