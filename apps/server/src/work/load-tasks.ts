import type { AboutRead, PersonRef, Task, TaskKind } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** A task as it is kept, with the names of what it refers to. */
export type TaskRecord = {
  id: string;
  title: string;
  kind: TaskKind;
  dueAt: Date | null;
  responsibleId: string | null;
  responsible: PersonRef | null;
  about: AboutRead | null;
  callId: string | null;
  doneAt: Date | null;
  doneBy: PersonRef | null;
  createdBy: PersonRef | null;
  createdAt: Date;
  updatedAt: Date;
};

const person = (column: string) =>
  sql.raw(
    `(select jsonb_build_object('id', u.id, 'name', u.name) from users u where u.workspace_id = t.workspace_id and u.id = ${column})`,
  );
const numberOf = (client: string) =>
  sql.raw(`(select n.e164 from client_numbers n where n.workspace_id = t.workspace_id and n.client_id = ${client} and n.state <> 'wrong'
    order by n.state, n.position limit 1)`);

/** These tasks, in the order of their ids; those of another workspace are left out. */
export async function loadTasks(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<TaskRecord[]> {
  const { rows } = await sql<TaskRecord>`
    select t.id, t.title, t.kind, t.due_at as "dueAt", t.responsible_id as "responsibleId", t.call_id as "callId", t.done_at as "doneAt",
      t.created_at as "createdAt", t.updated_at as "updatedAt", ${person('t.responsible_id')} as responsible, ${person('t.done_by')} as "doneBy",
      ${person('t.created_by')} as "createdBy",
      case t.about_type
        when 'deal' then (select jsonb_build_object('type', t.about_type, 'id', d.id, 'name', d.title, 'number', ${numberOf('coalesce(d.contact_id, d.company_id)')})
          from deals d where d.workspace_id = t.workspace_id and d.id = t.about_id)
        when 'call' then (select jsonb_build_object('type', t.about_type, 'id', k.id, 'name', coalesce(k.client_number, ''), 'number', k.client_number)
          from calls k where k.workspace_id = t.workspace_id and k.id = t.about_id)
        else (select jsonb_build_object('type', t.about_type, 'id', c.id, 'name', c.name, 'number', ${numberOf('c.id')})
          from clients c where c.workspace_id = t.workspace_id and c.id = t.about_id)
      end as about
    from tasks t
    where t.workspace_id = ${workspaceId} and t.id = any(${[...ids]}::uuid[])
    order by array_position(${[...ids]}::uuid[], t.id)
  `.execute(tx);
  return rows;
}

/** One task, locked against other writers until the transaction ends. */
export async function lockTask(tx: Tx, workspaceId: string, id: string): Promise<TaskRecord | undefined> {
  await sql`select id from tasks where workspace_id = ${workspaceId} and id = ${id} for update`.execute(tx);
  return (await loadTasks(tx, workspaceId, [id]))[0];
}

/** A task as the API shows it. */
export function showTask({ dueAt, doneAt, createdAt, updatedAt, ...task }: TaskRecord): Task {
  return {
    ...task,
    dueAt: dueAt?.toISOString() ?? null,
    doneAt: doneAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
