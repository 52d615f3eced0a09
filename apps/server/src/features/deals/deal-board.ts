import type { DealBoard, DealBoardQuery, Pipeline } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { dealFilter, type DealQuery, listDeals } from './list-deals.ts';

type Sums = DealBoard['stages'][number]['sums'];

/** The newest deals of each stage of a pipeline, with how many there are and what they are worth. */
export async function readBoard(
  tx: Tx,
  workspaceId: string,
  { pipeline, query: { pipelineId: _same, limit = 30, ...filters } }: { pipeline: Pipeline; query: DealBoardQuery },
): Promise<DealBoard> {
  const stages: DealBoard['stages'] = [];
  for (const stage of pipeline.stages) {
    const query = { ...filters, limit, stageId: stage.id };
    const page = await listDeals(tx, workspaceId, query);
    stages.push({ stage, sums: typeof page.total === 'number' ? await sumsOf(tx, workspaceId, query) : [], ...page });
  }
  return { pipeline, stages };
}

async function sumsOf(tx: Tx, workspaceId: string, query: DealQuery): Promise<Sums> {
  const { rows } = await sql<Sums[number]>`
    select currency, amount from sum_deals(${workspaceId}, ${JSON.stringify(dealFilter(query))}::jsonb)
  `.execute(tx);
  return rows;
}
