import type { Task, TaskCreate, TaskPatch } from '@carillon/contract';
import { sql } from 'kysely';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { requireResponsible } from '../../people/require-responsible.ts';
import { insertTask } from '../../work/insert-task.ts';
import { loadTasks, lockTask, showTask } from '../../work/load-tasks.ts';
import { settleAbout } from '../../work/settle-about.ts';

type By = { workspaceId: string; userId: string; at: Date };
const noTask = () => new AppError('not-found', 'There is no such task.');

/** Without a responsible it is the author's; `null` leaves it in the pool. @throws {AppError} `invalid` with the pointer of what is not there. */
export async function createTask(tx: Tx, { workspaceId, userId, at }: By, input: TaskCreate): Promise<Task> {
  const { responsibleId = userId, dueAt, ...rest } = input;
  await requireResponsible(tx, workspaceId, responsibleId);
  await requireCall(tx, workspaceId, input.callId);
  const about = input.about ? await settleAbout(tx, { workspaceId, about: input.about, at }) : null;
  const task = { ...rest, about, title: titleOf(input.title), responsibleId, dueAt: timeOf(dueAt), createdBy: userId };
  return readTask(tx, workspaceId, await insertTask(tx, { ...task, workspaceId, at }));
}

/**
 * Changes a task by a merge patch. Whoever sets `doneAt` has done it; null opens it again.
 *
 * @throws {AppError} `not-found`, `invalid` with the pointer of what is not there.
 */
export async function patchTask(
  tx: Tx,
  { workspaceId, userId, at }: By,
  { id, patch }: { id: string; patch: TaskPatch },
): Promise<Task> {
  // Clients are locked before tasks, as by a conversion: two who meet wait for each other instead of locking up.
  const settled = patch.about ? await settleAbout(tx, { workspaceId, about: patch.about, at }) : patch.about;
  const before = await lockTask(tx, workspaceId, id);
  if (!before) throw noTask();
  const { callId = before.callId, responsibleId = before.responsibleId, doneAt } = patch;
  const about = settled === undefined ? before.about : settled;
  // What is not changed is not asked about again: a colleague may have left meanwhile.
  if (responsibleId !== before.responsibleId) await requireResponsible(tx, workspaceId, responsibleId);
  if (callId !== before.callId) await requireCall(tx, workspaceId, callId);
  await tx
    .updateTable('tasks')
    .set({
      title: titleOf(patch.title ?? before.title),
      kind: patch.kind ?? before.kind,
      due_at: patch.dueAt === undefined ? before.dueAt : timeOf(patch.dueAt),
      responsible_id: responsibleId,
      about_type: about?.type ?? null,
      about_id: about?.id ?? null,
      call_id: callId,
      updated_at: at,
      ...(doneAt === undefined ? {} : { done_at: timeOf(doneAt), done_by: doneAt === null ? null : userId }),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
  return readTask(tx, workspaceId, id);
}

/** @throws {AppError} `not-found`, `conflict`: somebody still waits to be called back. */
export async function deleteTask(tx: Tx, { workspaceId, userId, at }: By, id: string): Promise<void> {
  const task = await lockTask(tx, workspaceId, id);
  if (!task) throw noTask();
  if (task.kind === 'missed-call' && task.doneAt === null)
    throw new AppError('conflict', 'A reminder of a missed call is done, not deleted.');
  await sql`delete from tasks where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  await audit(tx, { workspaceId, userId, action: 'task.deleted', about: { taskId: id }, at });
}

/** @throws {AppError} `not-found` */
export async function readTask(tx: Tx, workspaceId: string, id: string): Promise<Task> {
  const [task] = await loadTasks(tx, workspaceId, [id]);
  if (!task) throw noTask();
  return showTask(task);
}

async function requireCall(tx: Tx, workspaceId: string, callId: string | null | undefined): Promise<void> {
  if (callId === null || callId === undefined) return;
  const call = sql`select id from calls where workspace_id = ${workspaceId} and id = ${callId} and confirmed`;
  if ((await call.execute(tx)).rows.length === 0) throw invalid('/callId', 'There is no such call.');
}

function titleOf(title: string): string {
  const trimmed = title.trim();
  if (trimmed === '') throw invalid('/title', 'A task needs a title.');
  return trimmed;
}

const timeOf = (time: string | null | undefined): Date | null => (time === null || time === undefined ? null : new Date(time));
