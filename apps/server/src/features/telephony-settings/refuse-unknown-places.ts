import type { Features } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { invalid } from '../../errors.ts';

/**
 * 6.1: the pipeline and the stage where the deals of unknown callers begin must be there, belong together, and be open.
 *
 * @throws {AppError} `invalid`, naming the option.
 */
export async function refuseUnknownPlaces(tx: Tx, workspaceId: string, autoCreate: Features['autoCreate']): Promise<void> {
  for (const direction of ['inbound', 'outbound'] as const) {
    const { pipelineId, stageId } = autoCreate[direction];
    const pointer = `/features/autoCreate/${direction}`;
    if (pipelineId !== undefined && !(await hasPipeline(tx, workspaceId, pipelineId))) {
      throw invalid(`${pointer}/pipelineId`, 'must be a pipeline of this workspace');
    }
    if (stageId !== undefined && !(await hasOpenStage(tx, { workspaceId, pipelineId, stageId }))) {
      throw invalid(`${pointer}/stageId`, 'must be an open stage of that pipeline');
    }
  }
}

async function hasPipeline(tx: Tx, workspaceId: string, id: string): Promise<boolean> {
  const { rows } = await sql`select from pipelines where workspace_id = ${workspaceId} and id = ${id} for key share`.execute(tx);
  return rows.length > 0;
}

type Place = { workspaceId: string; pipelineId: string | undefined; stageId: string };

/** Without a pipeline of its own a stage is one of the default pipeline. */
async function hasOpenStage(tx: Tx, { workspaceId, pipelineId, stageId }: Place): Promise<boolean> {
  const { rows } = await sql`
    select from stages s join pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
    where s.workspace_id = ${workspaceId} and s.id = ${stageId} and s.kind = 'open'
      and case when ${pipelineId ?? null}::uuid is null then p.is_default else p.id = ${pipelineId ?? null}::uuid end
    for key share of s
  `.execute(tx);
  return rows.length > 0;
}
