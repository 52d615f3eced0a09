import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import type { NewTask } from './insert-task.ts';

type ManyTasks = Pick<NewTask, 'workspaceId' | 'kind' | 'createdBy' | 'at'> & {
  tasks: readonly (Required<Pick<NewTask, 'title' | 'dueAt' | 'responsibleId' | 'about' | 'callId'>> & { id: string })[];
};

/** Writes many tasks of one kind with one statement; see `insertTask`. */
export async function insertTasks(tx: Tx, { workspaceId, kind = 'todo', createdBy = null, at, tasks }: ManyTasks): Promise<void> {
  const rows = tasks.map(({ dueAt, responsibleId, about, callId, ...task }) => ({
    ...task,
    due_at: dueAt,
    responsible_id: responsibleId,
    about_type: about?.type ?? null,
    about_id: about?.id ?? null,
    call_id: callId,
  }));
  await sql`
    insert into tasks (workspace_id, id, title, kind, due_at, responsible_id, about_type, about_id, call_id, created_by, created_at, updated_at)
    select ${workspaceId}::uuid, r.id, r.title, ${kind}, r.due_at, r.responsible_id, r.about_type, r.about_id, r.call_id, ${createdBy}::uuid, ${at}::timestamptz, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, title text, due_at timestamptz, responsible_id uuid, about_type text, about_id uuid, call_id uuid)
  `.execute(tx);
}
