import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/in-workspace.ts';

type NewJob = { workspaceId: string; kind: string; payload: Record<string, unknown>; by: string | null; at: Date };

/** Writes a job down and puts it into the queue, in the transaction of whoever asks for it. @returns its id. */
export async function enqueueJob(tx: Tx, { workspaceId, kind, payload, by, at }: NewJob): Promise<string> {
  const id = await addJob(tx, { workspaceId, kind, payload, by, at });
  const { rows } = await sql<{
    ready: boolean;
  }>`select to_regclass('graphile_worker._private_jobs') is not null as ready`.execute(tx);
  if (rows[0]?.ready !== true) return id; // this server has just begun: the queue takes up what it finds when it is there
  const key = JSON.stringify({ workspaceId, id });
  await sql`select from graphile_worker.add_job(${kind}, ${key}::json, job_key => ${id}, max_attempts => 5)`.execute(tx);
  return id;
}

/** Writes a job down that its maker runs itself. */
export async function addJob(tx: Tx, { workspaceId, kind, payload, by, at }: NewJob): Promise<string> {
  const id = uuidv7();
  await tx
    .insertInto('jobs')
    .values({ workspace_id: workspaceId, id, kind, payload: JSON.stringify(payload), created_by: by, created_at: at })
    .execute();
  return id;
}
