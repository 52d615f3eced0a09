import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { enqueueJob } from '../../jobs/enqueue-job.ts';
import { beginningOf, daysOf, RECONCILE_CALLS, type Wanted } from './reconciliation-state.ts';
import { emptyReport } from './report.ts';

/**
 * Writes a comparison down and puts it into the queue. @returns its id.
 *
 * @throws {AppError} `conflict` while another one of this workspace goes on: two would share three requests a minute.
 */
export async function beginReconciliation(
  tx: Tx,
  { workspaceId, by, at, ...wanted }: Wanted & { workspaceId: string; by: string | null; at: Date },
): Promise<string> {
  if (await isReconciling(tx, workspaceId)) throw new AppError('conflict', 'The calls are being compared at this moment.');
  await forgetOldLegs(tx, workspaceId);
  const progress = beginningOf(wanted);
  const id = await enqueueJob(tx, { workspaceId, kind: RECONCILE_CALLS, payload: progress, by, at });
  await sql`
    update jobs set total = ${daysOf(progress)}, result = ${JSON.stringify(emptyReport(progress, wanted.why))}::jsonb
    where workspace_id = ${workspaceId} and id = ${id}
  `.execute(tx);
  return id;
}

async function isReconciling(tx: Tx, workspaceId: string): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`reconcile ${workspaceId}`}, 0))`.execute(tx);
  const { rows } = await sql`
    select from jobs where workspace_id = ${workspaceId} and kind = 'reconcile-calls' and state in ('queued', 'running')
  `.execute(tx);
  return rows.length > 0;
}

/** Of comparisons that were cancelled. */
async function forgetOldLegs(tx: Tx, workspaceId: string): Promise<void> {
  await sql`
    delete from reconciliation_legs l using jobs j
    where l.workspace_id = ${workspaceId} and j.workspace_id = l.workspace_id and j.id = l.job_id and j.state not in ('queued', 'running')
  `.execute(tx);
}
