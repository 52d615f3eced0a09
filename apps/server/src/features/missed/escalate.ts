import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { notify } from '../../notices/notify.ts';
import { announceMissed } from './announce-missed.ts';

type Row = {
  number: string;
  did: string | null;
  count: number;
  waitingSince: Date;
  dueAt: Date;
  taskId: string | null;
  clientType: 'contact' | 'company' | 'lead' | null;
  clientId: string | null;
  clientName: string | null;
};

/** Supervisors hear of callers whom nobody has called back or claimed in time; once a wait. Returns of how many. */
export async function escalateMissedCalls({ db, now }: { db: Kysely<Database>; now: () => Date }): Promise<number> {
  const at = now();
  const { rows } = await sql<{ workspaceId: string; id: string }>`
    select workspace_id as "workspaceId", id from missed_callers_to_escalate(${at})
  `.execute(db);
  for (const { workspaceId, id } of rows) await inWorkspace(db, workspaceId, (tx) => escalate(tx, { workspaceId, id, at }));
  return rows.length;
}

async function escalate(tx: Tx, { workspaceId, id, at }: { workspaceId: string; id: string; at: Date }): Promise<void> {
  const { rows } = await sql<Row>`
    with late as (
      update missed_callers set escalated_at = ${at}
      where workspace_id = ${workspaceId} and id = ${id} and resolved_at is null and escalated_at is null
        and (claimed_until is null or claimed_until <= ${at})
      returning *)
    select m.e164 as number, m.did, m.call_count as count, m.waiting_since as "waitingSince", m.due_at as "dueAt", m.task_id as "taskId",
      c.type as "clientType", c.id as "clientId", c.name as "clientName"
    from late m left join lateral (
      select c.type, c.id, c.name from client_numbers n join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
      where n.workspace_id = m.workspace_id and n.e164 = m.e164 and n.state = 'current'
      order by c.archived_at is not null, c.last_talked_at desc nulls last, c.id limit 1) c on true
  `.execute(tx);
  const [late] = rows;
  if (!late) return; // another process was faster, or somebody has just claimed it
  const { number, did, count, waitingSince, dueAt, taskId, clientType, clientId, clientName } = late;
  await notify(tx, {
    workspaceId,
    to: 'supervisors',
    kind: 'missed-call-escalated',
    dedupeKey: `missed-escalated ${id} ${+waitingSince}`,
    data: {
      number,
      did,
      count,
      at: waitingSince.toISOString(),
      dueAt: dueAt.toISOString(),
      missedCallId: id,
      ...(taskId === null ? {} : { taskId }),
      ...(clientType && clientId && clientName ? { clientType, clientId, clientName } : {}),
    },
    at,
  });
  await announceMissed(tx, { workspaceId }, id);
}
