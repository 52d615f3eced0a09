import type { ZadarmaClient } from '@carillon/zadarma';
import { sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Connection } from '../../provider/connection.ts';
import type { HealthDeps } from './health-deps.ts';

const LOOKED_AT_MS = 3 * 3_600_000;
const SETTLED_MS = 10 * 60_000; // a younger call may still be on its way to us, or to the statistics

/** How many calls of the last hours the provider's statistics know of which we were never told. Costs a statistics request. */
export async function countUntold(
  { db, now }: HealthDeps,
  { workspaceId, id, accountTimezone }: Connection,
  client: ZadarmaClient,
): Promise<number> {
  const wallClock = (millisecondsAgo: number): string =>
    new Intl.DateTimeFormat('sv-SE', { timeZone: accountTimezone, dateStyle: 'short', timeStyle: 'medium' }).format(
      +now() - millisecondsAgo,
    );
  const { rows } = await client.pbxStatistics({ start: wallClock(LOOKED_AT_MS), end: wallClock(SETTLED_MS) });
  const told = [...new Set(rows.map(({ pbxCallId }) => pbxCallId).filter((pbxCallId) => pbxCallId !== ''))];
  return inWorkspace(db, workspaceId, async (tx) => {
    const { rows: untold } = await sql<{ n: number }>`
      select count(*)::int as n from unnest(${told}::text[]) as t (pbx_call_id)
      left join calls c on c.workspace_id = ${workspaceId} and c.connection_id = ${id} and c.pbx_call_id = t.pbx_call_id
      where c.id is null
    `.execute(tx);
    return untold[0]?.n ?? 0;
  });
}
