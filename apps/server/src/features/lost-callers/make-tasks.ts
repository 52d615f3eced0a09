import type { LostCallerTasks } from '@carillon/contract';
import { afterWorkingMinutes, formatNumber } from '@carillon/telephony';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../audit/audit.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import { insertTasks } from '../../work/insert-tasks.ts';
import { asHours, type StoredHours } from '../../workspaces/as-hours.ts';
import { factsOfCallers } from './facts-of-callers.ts';
import { type Asked, judgeCallers } from './judge-callers.ts';
import { settleTasks, type Talk } from './settle-tasks.ts';
import { takeTurns } from './take-turns.ts';
import { taskTitle } from './task-title.ts';

/** A working day. */
const DUE_MINUTES = 8 * 60;

type Wanted = Asked & {
  userId: string;
  /** These callers only; undefined: all. */
  numbers: readonly string[] | undefined;
};
type Caller = {
  e164: string;
  calls: number;
  callId: string;
  /** As the database writes it: a claim must not be a microsecond older than its call. */
  lastAt: string;
  clients: { type: 'contact' | 'company' | 'lead'; id: string; name: string }[];
  ownerId: string | null;
  language: string;
};
type Titled = Caller & { title: string };

/**
 * One task a lost caller, for their responsible, else the default one, else whoever asks. Callers with a task are left alone: by a unique
 * key, so that two who press at the same moment make one. @returns the id under which all of it is taken back.
 */
export async function makeTasks(tx: Tx, wanted: Wanted): Promise<LostCallerTasks> {
  const { workspaceId, userId, now } = wanted;
  const connection = await findConnection(tx, workspaceId);
  const callers = (await readCallers(tx, wanted, connection)).map((caller) => titled(caller, connection));
  const id = uuidv7();
  await takeTurns(tx, workspaceId, 'maker');
  const taskIds = await claimCallers(tx, { workspaceId, batchId: id }, callers);
  const dueAt = afterWorkingMinutes(await readHours(tx, workspaceId), now, DUE_MINUTES);
  const tasks = callers.flatMap(({ e164, ownerId, clients: [client], callId, title }) => {
    const taskId = taskIds.get(e164);
    if (taskId === undefined) return [];
    const about = client ? { type: client.type, id: client.id } : ({ type: 'call', id: callId } as const);
    return [{ id: taskId, title, dueAt, responsibleId: ownerId ?? userId, about, callId }];
  });
  if (tasks.length > 0) {
    await insertTasks(tx, { workspaceId, kind: 'call', createdBy: userId, at: now, tasks });
    await settleTasks(tx, { workspaceId, now }, [...taskIds.keys()].map(talkedMeanwhile));
    await audit(tx, { workspaceId, userId, action: 'lost-callers.tasks-made', about: { id, tasks: tasks.length }, at: now });
  }
  return { id, made: tasks.length };
}

/** Told while we waited for our turn. */
const talkedMeanwhile = (number: string): Talk => ({ number, callId: null, at: null });

async function readCallers(tx: Tx, { numbers, ...asked }: Wanted, connection: Connection): Promise<Caller[]> {
  const { parts } = await judgeCallers(tx, asked);
  if (parts === null) return [];
  const some = numbers === undefined ? sql`` : sql`and c.e164 = any(${[...numbers]})`;
  const { rows } = await sql<Caller>`
    with ${parts}
    select c.e164, c.calls, c.call_id as "callId", c.last_at::text as "lastAt", f.clients, f.owner_id as "ownerId",
      coalesce(f.owner_locale, ${connection.country}) as language
    from judged c
    cross join lateral (${factsOfCallers(asked.workspaceId, connection.defaultResponsibleId)}) f
    where c.because is null and c.task_id is null ${some}
    order by c.e164
  `.execute(tx);
  return rows;
}

type Batch = { workspaceId: string; batchId: string };

/** In the order of the numbers: two who meet wait for each other. @returns the ids of the tasks to be made, by number. */
async function claimCallers(tx: Tx, { workspaceId, batchId }: Batch, callers: readonly Titled[]): Promise<Map<string, string>> {
  const claims = callers.map(({ e164, lastAt, title }) => ({ e164, title, last_at: lastAt, task_id: uuidv7() }));
  const { rows } = await sql<{ e164: string; taskId: string }>`
    insert into lost_caller_tasks as k (workspace_id, e164, task_id, batch_id, last_at, title)
    select ${workspaceId}::uuid, r.e164, r.task_id, ${batchId}::uuid, r.last_at, r.title
    from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as r (e164 text, title text, task_id uuid, last_at timestamptz) order by r.e164
    on conflict (workspace_id, e164) do update set task_id = excluded.task_id, batch_id = excluded.batch_id, last_at = excluded.last_at,
      title = excluded.title, closed_at = null, closed_call_id = null
      where k.last_at < excluded.last_at
        and (select t.done_at is not null from tasks t where t.workspace_id = k.workspace_id and t.id = k.task_id)
    returning k.e164, k.task_id as "taskId"
  `.execute(tx);
  return new Map(rows.map(({ e164, taskId }) => [e164, taskId]));
}

function titled(caller: Caller, { accountTimezone }: Connection): Titled {
  const { clients, e164, lastAt } = caller;
  const named = { ...caller, name: clients[0]?.name ?? formatNumber(e164), lastAt: new Date(lastAt) };
  return { ...caller, title: taskTitle({ ...named, timezone: accountTimezone }) };
}

async function readHours(tx: Tx, workspaceId: string) {
  const { rows } = await sql<StoredHours>`
    select timezone, weekly, exceptions from schedules where workspace_id = ${workspaceId} and is_default
  `.execute(tx);
  return rows[0] ? asHours(rows[0]) : null;
}
