import type { Pipeline } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { ensureDefaultPipeline } from '../../work/default-pipeline.ts';

/** All pipelines with their stages in order, the default one first. */
export async function readPipelines(tx: Tx, workspaceId: string): Promise<Pipeline[]> {
  const { rows } = await sql<Pipeline>`
    select p.id, p.name, p.is_default as "isDefault", coalesce((
      select jsonb_agg(jsonb_build_object('id', s.id, 'name', s.name, 'kind', s.kind) order by s.position)
      from stages s where s.workspace_id = p.workspace_id and s.pipeline_id = p.id), '[]') as stages
    from pipelines p where p.workspace_id = ${workspaceId} order by p.is_default desc, p.name collate "und-x-icu", p.id
  `.execute(tx);
  return rows;
}

/** @throws {AppError} `not-found` */
export async function readPipeline(tx: Tx, workspaceId: string, id: string): Promise<Pipeline> {
  const pipeline = (await readPipelines(tx, workspaceId)).find((each) => each.id === id);
  if (!pipeline) throw new AppError('not-found', 'There is no such pipeline.');
  return pipeline;
}

type Asked = { workspaceId: string; id: string | undefined; at: Date };

/** The pipeline with this id, or the default one. @throws {AppError} `not-found` */
export async function pipelineOf(tx: Tx, { workspaceId, id, at }: Asked): Promise<Pipeline> {
  return readPipeline(tx, workspaceId, id ?? (await ensureDefaultPipeline(tx, workspaceId, at)).id);
}
