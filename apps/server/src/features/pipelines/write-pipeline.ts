import type { Pipeline, PipelineCreate, PipelinePatch, StageKind } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { ensureDefaultPipeline } from '../../work/default-pipeline.ts';
import { readPipeline } from './read-pipelines.ts';

type StageWrite = { id?: string; name: string; kind?: StageKind };
type Where = { workspaceId: string; at: Date };

/** @throws {AppError} `invalid`: no open stage, or two of one name. */
export async function createPipeline(tx: Tx, { workspaceId, at }: Where, { name, stages }: PipelineCreate): Promise<Pipeline> {
  await ensureDefaultPipeline(tx, workspaceId, at); // the first one a person makes is not the default by accident
  const id = uuidv7();
  await tx.insertInto('pipelines').values({ workspace_id: workspaceId, id, name: name.trim(), created_at: at }).execute();
  await replaceStages(tx, { workspaceId, at }, { pipelineId: id, stages, before: [] });
  return readPipeline(tx, workspaceId, id);
}

/**
 * Changes a pipeline by a merge patch; `stages` replaces the list.
 *
 * @throws {AppError} `not-found`, `invalid`, `conflict` when a stage with deals would vanish.
 */
export async function patchPipeline(
  tx: Tx,
  where: Where,
  { id, patch }: { id: string; patch: PipelinePatch },
): Promise<Pipeline> {
  const { workspaceId } = where;
  // All of them, in one order: two who name another default at once must not lock each other up.
  await sql`select from pipelines where workspace_id = ${workspaceId} order by id for update`.execute(tx);
  const before = await readPipeline(tx, workspaceId, id);
  if (patch.name !== undefined)
    await sql`update pipelines set name = ${patch.name.trim()} where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  if (patch.isDefault === true && !before.isDefault) {
    await sql`update pipelines set is_default = false where workspace_id = ${workspaceId} and is_default`.execute(tx);
    await sql`update pipelines set is_default = true where workspace_id = ${workspaceId} and id = ${id}`.execute(tx);
  }
  if (patch.stages) await replaceStages(tx, where, { pipelineId: id, stages: patch.stages, before: before.stages });
  return readPipeline(tx, workspaceId, id);
}

type Replace = { pipelineId: string; stages: readonly StageWrite[]; before: Pipeline['stages'] };

async function replaceStages(tx: Tx, { workspaceId, at }: Where, { pipelineId, stages, before }: Replace): Promise<void> {
  check(stages, before);
  const kept = stages.map(({ id }) => id).filter((id) => id !== undefined);
  try {
    await sql`delete from stages where workspace_id = ${workspaceId} and pipeline_id = ${pipelineId} and id <> all(${kept}::uuid[])`.execute(
      tx,
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === '23503')
      throw new AppError('conflict', 'A stage with deals must stay: move its deals first.', {
        cause: error,
        errors: [{ pointer: '/stages', detail: 'a stage that has deals is missing' }],
      });
    throw error;
  }
  for (const [position, stage] of stages.entries()) {
    const old = before.find(({ id }) => id === stage.id);
    const kind = stage.kind ?? old?.kind ?? 'open';
    const name = stage.name.trim();
    if (!old) {
      const row = { workspace_id: workspaceId, id: uuidv7(), pipeline_id: pipelineId, name, position, kind };
      await tx.insertInto('stages').values(row).execute();
      continue;
    }
    await sql`
      update stages set name = ${name}, position = ${position}, kind = ${kind} where workspace_id = ${workspaceId} and id = ${old.id}
    `.execute(tx);
    if (kind !== old.kind) await closeDeals(tx, { workspaceId, stageId: old.id, closedAt: kind === 'open' ? null : at });
  }
}

/** @throws {AppError} `invalid` */
function check(stages: readonly StageWrite[], before: Pipeline['stages']): void {
  const names = new Set<string>();
  for (const [index, { id, name }] of stages.entries()) {
    const known = before.findIndex((stage) => stage.id === id);
    if (id !== undefined && known < 0) throw invalid(`/stages/${index}/id`, 'This pipeline has no such stage.');
    if (id !== undefined && stages.findIndex((stage) => stage.id === id) < index)
      throw invalid(`/stages/${index}/id`, 'This stage is named twice.');
    const folded = name.trim().toLowerCase();
    if (folded === '' || names.has(folded)) throw invalid(`/stages/${index}/name`, 'Each stage needs a name of its own.');
    names.add(folded);
  }
  const kinds = stages.map(({ id, kind }) => kind ?? before.find((stage) => stage.id === id)?.kind ?? 'open');
  if (!kinds.includes('open')) throw invalid('/stages', 'A pipeline needs an open stage.');
}

/** A stage that became won or lost closes its deals, one that became open opens them. */
async function closeDeals(
  tx: Tx,
  { workspaceId, stageId, closedAt }: { workspaceId: string; stageId: string; closedAt: Date | null },
) {
  const set = closedAt === null ? sql`closed_at = null` : sql`closed_at = coalesce(closed_at, ${closedAt})`;
  await sql`update deals set ${set} where workspace_id = ${workspaceId} and stage_id = ${stageId}`.execute(tx);
}
