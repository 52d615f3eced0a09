import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { takeTurns } from './take-turns.ts';

type TakenBack = { workspaceId: string; userId: string; id: string; now: Date };

/** Undoes one making of tasks: those that are done stay. Said twice, or of nothing, it changes nothing. */
export async function takeBackTasks(tx: Tx, { workspaceId, userId, id, now }: TakenBack): Promise<void> {
  await takeTurns(tx, workspaceId, 'maker');
  const { rows } = await sql`
    delete from tasks t using lost_caller_tasks k
    where k.workspace_id = ${workspaceId} and k.batch_id = ${id} and t.workspace_id = k.workspace_id and t.id = k.task_id and t.done_at is null
    returning t.id
  `.execute(tx);
  if (rows.length > 0)
    await audit(tx, { workspaceId, userId, action: 'lost-callers.tasks-undone', about: { id, tasks: rows.length }, at: now });
}
