import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

const SOURCES_MAX = 1000;

/** Where calls come from, as far as anybody has said: our numbers and the visits that led to a call. One look-up a source, however many calls. */
export async function readSources(tx: Tx, workspaceId: string): Promise<string[]> {
  // A plan made while there were no visits must not become a walk through all of them.
  await sql`select set_config('plan_cache_mode', 'force_custom_plan', true)`.execute(tx);
  const { rows } = await sql<{ source: string }>`
    with recursive visited as (
      (select source from call_visits where workspace_id = ${workspaceId} and call_id is not null and source > '' order by source limit 1)
      union all
      select (select v.source from call_visits v
        where v.workspace_id = ${workspaceId} and v.call_id is not null and v.source > k.source order by v.source limit 1)
      from visited k where k.source is not null
    ), known as (
      (select source from visited where source is not null limit ${SOURCES_MAX})
      union
      select source from pbx_numbers where workspace_id = ${workspaceId} and source > ''
    )
    select source from known order by source collate "und-x-icu", source
  `.execute(tx);
  return rows.map(({ source }) => source);
}
