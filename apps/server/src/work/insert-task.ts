import type { AboutType, TaskKind } from '@carillon/contract';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/in-workspace.ts';

export type NewTask = {
  workspaceId: string;
  title: string;
  kind?: TaskKind;
  dueAt?: Date | null;
  /** Null: in the pool. */
  responsibleId?: string | null;
  about?: { type: AboutType; id: string } | null;
  callId?: string | null;
  /** Null: nobody, a call caused it. */
  createdBy?: string | null;
  at: Date;
};

/** Writes a task as it is given; its responsible hears of it with the commit: whoever takes words from outside has checked the references. @returns its id. */
export async function insertTask(tx: Tx, task: NewTask): Promise<string> {
  const id = uuidv7();
  const {
    workspaceId,
    title,
    kind = 'todo',
    dueAt = null,
    responsibleId = null,
    about,
    callId = null,
    createdBy = null,
    at,
  } = task;
  await tx
    .insertInto('tasks')
    .values({
      workspace_id: workspaceId,
      id,
      title,
      kind,
      due_at: dueAt,
      responsible_id: responsibleId,
      about_type: about?.type ?? null,
      about_id: about?.id ?? null,
      call_id: callId,
      created_by: createdBy,
      created_at: at,
      updated_at: at,
    })
    .execute();
  return id;
}
