import type { StageKind } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/in-workspace.ts';

export type StageOfPipeline = { id: string; name: string; kind: StageKind };
export type DefaultPipeline = { id: string; stages: StageOfPipeline[] };

const KINDS: readonly StageKind[] = ['open', 'open', 'open', 'won', 'lost'];
const ENGLISH = { pipeline: 'Sales', stages: ['New', 'In work', 'Proposal', 'Won', 'Lost'] };
const RUSSIAN = { pipeline: 'Продажи', stages: ['Новая', 'В работе', 'Предложение', 'Успешно', 'Отказ'] };
const RUSSIAN_SPOKEN = new Set(['RU', 'BY', 'KZ', 'KG', 'UZ', 'TJ', 'TM']);

/** The pipeline new deals begin in. A workspace that has none gets it now, once, however many ask at the same moment. */
export async function ensureDefaultPipeline(tx: Tx, workspaceId: string, at: Date): Promise<DefaultPipeline> {
  const pipeline = (await findDefault(tx, workspaceId)) ?? (await makeDefault(tx, workspaceId, at));
  if (pipeline) return pipeline;
  const faster = await findDefault(tx, workspaceId); // another transaction was: its commit has been waited for
  if (!faster) throw new Error('a workspace has no default pipeline');
  return faster;
}

async function findDefault(tx: Tx, workspaceId: string): Promise<DefaultPipeline | undefined> {
  const { rows } = await sql<StageOfPipeline & { pipelineId: string }>`
    select p.id as "pipelineId", s.id, s.name, s.kind from pipelines p
    join stages s on s.workspace_id = p.workspace_id and s.pipeline_id = p.id
    where p.workspace_id = ${workspaceId} and p.is_default order by s.position
  `.execute(tx);
  const [first] = rows;
  return first && { id: first.pipelineId, stages: rows.map(({ id, name, kind }) => ({ id, name, kind })) };
}

async function makeDefault(tx: Tx, workspaceId: string, at: Date): Promise<DefaultPipeline | undefined> {
  const { country } = await tx.selectFrom('workspaces').select('country').where('id', '=', workspaceId).executeTakeFirstOrThrow();
  const words = RUSSIAN_SPOKEN.has(country) ? RUSSIAN : ENGLISH;
  const { rows } = await sql<{ id: string }>`
    insert into pipelines (workspace_id, id, name, is_default, created_at) values (${workspaceId}, ${uuidv7()}, ${words.pipeline}, true, ${at})
    on conflict (workspace_id) where is_default do nothing returning id
  `.execute(tx);
  const [made] = rows;
  if (!made) return undefined;
  const stages = KINDS.map((kind, position) => ({ id: uuidv7(), name: words.stages[position] ?? kind, kind }));
  await tx
    .insertInto('stages')
    .values(stages.map((stage, position) => ({ workspace_id: workspaceId, pipeline_id: made.id, position, ...stage })))
    .execute();
  return { id: made.id, stages };
}
