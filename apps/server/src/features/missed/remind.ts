import { formatNumber } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { notify } from '../../notices/notify.ts';
import { insertTask } from '../../work/insert-task.ts';
import { missedCallTitle } from './missed-call-title.ts';
import type { CallerOf } from './read-caller-of.ts';
import type { MissedBook } from './missed-book.ts';
import type { MissedCall } from './waiting-callers.ts';
import { changeTasks } from './write-reminder.ts';

type Reminding = {
  id: string;
  /** Of a wait that begins again. */
  taskId: string | null;
  number: string;
  caller: CallerOf;
  dueAt: Date;
  call: MissedCall;
};

/** 9.3: a task, a notification, or both, when a wait begins; for one person, or for whoever takes it. */
export async function remind(tx: Tx, book: MissedBook, reminding: Reminding): Promise<void> {
  const { as } = book.rules;
  const taskId = as === 'notification' ? null : await giveTask(tx, book, reminding);
  if (as !== 'task') await giveNotice(tx, book, reminding, taskId);
}

async function giveTask(tx: Tx, { workspaceId, now, rules }: MissedBook, reminding: Reminding): Promise<string> {
  const { id, taskId: old, number, caller, dueAt, call } = reminding;
  const again = [{ doneAt: null, by: null }, { dueAt }];
  if (old !== null && (await changeTasks(tx, { workspaceId, now }, [old], again)) > 0) return old;
  const title = missedCallTitle({
    name: caller.client?.name ?? formatNumber(number),
    did: caller.didLabel ?? (call.did === null ? null : formatNumber(call.did)),
    at: call.at,
    timezone: rules.timezone,
    language: caller.locale ?? rules.country,
  });
  const about = caller.client ? { type: caller.client.type, id: caller.client.id } : ({ type: 'call', id: call.callId } as const);
  const task = { workspaceId, title, kind: 'missed-call', dueAt, responsibleId: caller.responsibleId, about } as const;
  const taskId = await insertTask(tx, { ...task, callId: call.callId, at: now });
  await sql`update missed_callers set task_id = ${taskId} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  return taskId;
}

async function giveNotice(
  tx: Tx,
  { workspaceId, now }: MissedBook,
  { id, number, caller, dueAt, call }: Reminding,
  taskId: string | null,
): Promise<void> {
  const { client, responsibleId, didLabel } = caller;
  await notify(tx, {
    workspaceId,
    to: responsibleId === null ? 'supervisors' : [responsibleId], // of the pool somebody must know
    kind: 'missed-call',
    dedupeKey: `missed ${id} ${+call.at}`,
    data: {
      number,
      ...(client ? { clientType: client.type, clientId: client.id, clientName: client.name } : {}),
      did: call.did,
      didLabel,
      at: call.at.toISOString(),
      dueAt: dueAt.toISOString(),
      missedCallId: id,
      ...(taskId === null ? {} : { taskId }),
    },
    callId: call.callId,
    at: now,
  });
}
