import type { Job } from '@carillon/contract';
import { type Kysely, sql } from 'kysely';
import { inWorkspace, type Tx } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import { announceJob } from './announce-job.ts';

export type JobKey = { workspaceId: string; id: string };
type Fault = { row: number | null; detail: string };
type Row = Omit<Job, 'createdAt' | 'finishedAt'> & { createdAt: Date; finishedAt: Date | null; createdBy: string | null };

/** A job as the API shows it, and who began it. */
export async function readJob(tx: Tx, { workspaceId, id }: JobKey): Promise<{ job: Job; createdBy: string | null } | undefined> {
  const { rows } = await sql<Row>`
    select id, kind, state, done, total, errors, result, created_by as "createdBy", created_at as "createdAt", finished_at as "finishedAt"
    from jobs where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
  if (!rows[0]) return undefined;
  const { createdBy, createdAt, finishedAt, ...job } = rows[0];
  return { job: { ...job, createdAt: createdAt.toISOString(), finishedAt: finishedAt?.toISOString() ?? null }, createdBy };
}

/** What a job was given to work on; undefined when it has ended. Marks it as running. */
export async function beginJob(
  db: Kysely<Database>,
  { workspaceId, id }: JobKey,
): Promise<{ payload: unknown; done: number } | undefined> {
  return inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<{ payload: unknown; done: number }>`
      update jobs set state = 'running' where workspace_id = ${workspaceId} and id = ${id} and state in ('queued', 'running') returning payload, done
    `.execute(tx);
    await announceJob(tx, { workspaceId, id });
    return rows[0];
  });
}

/** Locks a running job for one step of it. @returns how far it is; undefined when somebody cancelled it. */
export async function lockRunningJob(tx: Tx, { workspaceId, id }: JobKey): Promise<number | undefined> {
  const { rows } = await sql<{ done: number }>`
    select done from jobs where workspace_id = ${workspaceId} and id = ${id} and state = 'running' for update
  `.execute(tx);
  return rows[0]?.done;
}

/** Ends a job; what it worked on goes, its report stays. One that has ended stays as it is. */
export async function endJob(
  tx: Tx,
  { workspaceId, id, state, at, fault }: JobKey & { state: 'done' | 'failed' | 'cancelled'; at: Date; fault?: Fault },
): Promise<void> {
  await sql`
    update jobs set state = ${state}, finished_at = ${at}, payload = '{}', errors = errors || ${JSON.stringify(fault ? [fault] : [])}::jsonb
    where workspace_id = ${workspaceId} and id = ${id} and state in ('queued', 'running')
  `.execute(tx);
  await announceJob(tx, { workspaceId, id });
}
