import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

export const JOB_CHANNEL = 'carillon_jobs';

/** What all server processes hear of a job that has moved on. */
export type JobNews = { workspaceId: string; userId: string; jobId: string };

/** Tells whoever began a job, with the commit, that it has moved on. */
export async function announceJob(tx: Tx, { workspaceId, id }: { workspaceId: string; id: string }): Promise<void> {
  await sql`
    select pg_notify(${JOB_CHANNEL}, json_build_object('workspaceId', workspace_id, 'userId', created_by, 'jobId', id)::text)
    from jobs where workspace_id = ${workspaceId} and id = ${id} and created_by is not null
  `.execute(tx);
}
