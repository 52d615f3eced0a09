import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import { foldText } from '../clients/fold-text.ts';
import type { Tx } from '../db/in-workspace.ts';
import { invalid } from '../errors.ts';
import { defaultCurrency } from './default-currency.ts';
import { ensureDefaultPipeline, type StageOfPipeline } from './default-pipeline.ts';

export type NewDeal = {
  workspaceId: string;
  title: string;
  /** A decimal number as text. */
  amount?: string | null;
  /** That of the workspace's country when left out. */
  currency?: string;
  /** The default one when left out, and without a stage its first open one. */
  pipelineId?: string;
  stageId?: string;
  contactId?: string | null;
  companyId?: string | null;
  responsibleId?: string | null;
  source?: string | null;
  originCallId?: string | null;
  automatic?: boolean;
  at: Date;
};

/**
 * Writes a deal, in its stage or where deals begin.
 *
 * @returns its id.
 * @throws {AppError} `invalid`: a pipeline or stage that is not there. The other references are the caller's to check.
 */
export async function insertDeal(tx: Tx, deal: NewDeal): Promise<string> {
  const { workspaceId, title, amount = null, contactId = null, companyId = null, responsibleId = null } = deal;
  const { source = null, originCallId = null, automatic = false, at } = deal;
  const id = uuidv7();
  const stage = await placeOf(tx, deal);
  await tx
    .insertInto('deals')
    .values({
      workspace_id: workspaceId,
      id,
      title,
      search: dealSearch(title),
      amount,
      currency: deal.currency ?? (await defaultCurrency(tx, workspaceId)),
      pipeline_id: stage.pipelineId,
      stage_id: stage.id,
      contact_id: contactId,
      company_id: companyId,
      responsible_id: responsibleId,
      source,
      origin_call_id: originCallId,
      automatic,
      closed_at: stage.kind === 'open' ? null : at,
      created_at: at,
      updated_at: at,
    })
    .execute();
  return id;
}

/** What fragments of a deal's title are looked up in. */
export const dealSearch = (title: string): string => ` ${foldText(title)}`;

type Place = StageOfPipeline & { pipelineId: string };

async function placeOf(tx: Tx, { workspaceId, pipelineId, stageId, at }: NewDeal): Promise<Place> {
  if (stageId !== undefined) return stageOf(tx, { workspaceId, stageId, pipelineId });
  if (pipelineId !== undefined) return firstStageOf(tx, workspaceId, pipelineId);
  const pipeline = await ensureDefaultPipeline(tx, workspaceId, at);
  const stage = pipeline.stages.find(({ kind }) => kind === 'open') ?? pipeline.stages[0];
  if (!stage) throw new Error('a pipeline has no stage');
  return { ...stage, pipelineId: pipeline.id };
}

/**
 * A stage, kept as it is until the transaction ends.
 *
 * @throws {AppError} `invalid` when there is none, or it belongs to another pipeline than the one named.
 */
export async function stageOf(
  tx: Tx,
  { workspaceId, stageId, pipelineId }: { workspaceId: string; stageId: string; pipelineId: string | undefined },
): Promise<Place> {
  const { rows } = await sql<Place>`
    select id, name, kind, pipeline_id as "pipelineId" from stages where workspace_id = ${workspaceId} and id = ${stageId} for share
  `.execute(tx);
  const [stage] = rows;
  if (!stage) throw invalid('/stageId', 'There is no such stage.');
  if (pipelineId !== undefined && pipelineId !== stage.pipelineId)
    throw invalid('/stageId', 'This stage belongs to another pipeline.');
  return stage;
}

/** @throws {AppError} `invalid` when there is no such pipeline. */
export async function firstStageOf(tx: Tx, workspaceId: string, pipelineId: string): Promise<Place> {
  const { rows } = await sql<Place>`
    select id, name, kind, pipeline_id as "pipelineId" from stages where workspace_id = ${workspaceId} and pipeline_id = ${pipelineId}
    order by kind <> 'open', position limit 1 for share
  `.execute(tx);
  const [stage] = rows;
  if (!stage) throw invalid('/pipelineId', 'There is no such pipeline.');
  return stage;
}
