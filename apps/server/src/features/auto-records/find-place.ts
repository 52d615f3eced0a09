import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

type Place = { pipelineId?: string; stageId?: string };

/** Where deals should begin, as far as it is still there: a pipeline that somebody removed must not cost a call its record. */
export async function findPlace(tx: Tx, workspaceId: string, { pipelineId, stageId }: Place): Promise<Place> {
  if (stageId !== undefined) {
    const { rows } = await sql<{ id: string }>`
      select id from stages where workspace_id = ${workspaceId} and id = ${stageId}
        and pipeline_id = coalesce(${pipelineId ?? null}::uuid, pipeline_id) for key share
    `.execute(tx);
    if (rows[0]) return { stageId };
  }
  if (pipelineId === undefined) return {};
  const { rows } = await sql<{ id: string }>`
    select pipeline_id as id from stages where workspace_id = ${workspaceId} and pipeline_id = ${pipelineId} limit 1
  `.execute(tx);
  return rows[0] ? { pipelineId } : {};
}
