import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { JobKey } from '../../jobs/job-store.ts';

const WITNESSES_MIN = 3;

/**
 * F7: by how many minutes the statistics differ from calls we heard, where at least three of them, and most, agree on it; `null` when the
 * account's time zone is right. Calls nobody told of would be filed at the wrong hour: they wait until a person has put the zone right.
 */
export async function findClockShift(tx: Tx, { workspaceId, id }: JobKey, connectionId: string): Promise<number | null> {
  const { rows } = await sql<{ minutes: number; calls: number }>`
    select (round(extract(epoch from l.started_at - c.started_at) / 900) * 15)::int as minutes, count(*)::int as calls
    from (select pbx_call_id, min(started_at) as started_at from reconciliation_legs
      where workspace_id = ${workspaceId} and job_id = ${id} group by pbx_call_id) l
    join calls c on c.workspace_id = ${workspaceId} and c.connection_id = ${connectionId} and c.pbx_call_id = l.pbx_call_id
    where c.origin <> 'import'
    group by 1 order by 2 desc
  `.execute(tx);
  const all = rows.reduce((sum, { calls }) => sum + calls, 0);
  const [most] = rows;
  if (most === undefined || most.minutes === 0 || most.calls < WITNESSES_MIN || most.calls * 2 <= all) return null;
  return most.minutes;
}
