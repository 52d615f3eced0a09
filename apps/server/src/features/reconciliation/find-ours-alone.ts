import type { ReconciliationDoubt } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { JobKey } from '../../jobs/job-store.ts';
import type { Progress } from './reconciliation-state.ts';

const SETTLED_MS = 30 * 60_000;

/** Calls of the period that stand in the journal alone. They stay: somebody told us of them; but the provider does not know them. */
export async function findOursAlone(
  tx: Tx,
  { workspaceId, id }: JobKey,
  { connectionId, progress, now }: { connectionId: string; progress: Progress; now: Date },
): Promise<ReconciliationDoubt[]> {
  const { rows } = await sql<ReconciliationDoubt>`
    select c.pbx_call_id as "pbxCallId", c.id as "callId", 'not-in-cloud' as reason from calls c
    left join reconciliation_legs l on l.workspace_id = c.workspace_id and l.job_id = ${id} and l.pbx_call_id = c.pbx_call_id
    where c.workspace_id = ${workspaceId} and c.connection_id = ${connectionId} and c.confirmed and c.direction <> 'internal'
      and c.started_at >= ${progress.from}::timestamptz and c.started_at < least(${progress.to}::timestamptz, ${new Date(+now - SETTLED_MS)}::timestamptz)
      and not c.running and c.status <> all (${['blocked', 'requested', 'not-placed']}::text[]) and l.leg is null
    order by c.started_at desc
  `.execute(tx);
  return rows;
}
