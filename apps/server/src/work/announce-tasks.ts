import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** What all server processes hear of a task: ids only; each reads the task for those who listen to it. */
export type TaskNews = { workspaceId: string; type: 'task.created' | 'task.updated'; taskId: string; userIds: string[] };

export const TASK_CHANNEL = 'carillon_tasks';

/** Tells those who are, or were, responsible for a task, with the commit. Nobody is told of a task in the pool. */
export async function announceTask(
  tx: Tx,
  { userIds, ...news }: Omit<TaskNews, 'userIds'> & { userIds: readonly (string | null)[] },
): Promise<void> {
  const people = [...new Set(userIds.filter((id) => id !== null))];
  if (people.length === 0) return;
  await sql`select pg_notify(${TASK_CHANNEL}, ${JSON.stringify({ ...news, userIds: people } satisfies TaskNews)})`.execute(tx);
}
