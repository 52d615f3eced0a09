import type { Deal, DealCreate, DealPatch } from '@carillon/contract';
import { sql } from 'kysely';
import { touchAutomatic } from '../../clients/touch-automatic.ts';
import { touchCall } from '../../clients/touch-call.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { requireResponsible } from '../../people/require-responsible.ts';
import { dealSearch, firstStageOf, insertDeal, stageOf } from '../../work/insert-deal.ts';
import { type DealRecord, loadDeals, lockDeal, showDeal } from '../../work/load-deals.ts';
import { requireClient } from '../../work/require-client.ts';

type Where = { workspaceId: string; at: Date };
const noDeal = () => new AppError('not-found', 'There is no such deal.');

/** @throws {AppError} `invalid` with the pointer of what is not there. */
export async function createDeal(tx: Tx, { workspaceId, at }: Where, input: DealCreate): Promise<Deal> {
  await checkReferences(tx, { workspaceId, at }, input);
  const { callId = null, ...deal } = input;
  if (callId !== null) await requireCall(tx, workspaceId, callId);
  const id = await insertDeal(tx, { ...deal, originCallId: callId, title: titleOf(input.title), workspaceId, at });
  if (callId !== null) await touchCall(tx, { workspaceId, callId, at }); // its pop-up shows the deal at once
  return readDeal(tx, workspaceId, id);
}

async function requireCall(tx: Tx, workspaceId: string, callId: string): Promise<void> {
  const { rows } = await sql`select from calls where workspace_id = ${workspaceId} and id = ${callId}`.execute(tx);
  if (rows.length === 0) throw invalid('/callId', 'There is no such call.');
}

/**
 * Changes a deal by a merge patch. In a stage that is won or lost it is closed, in an open one it is open; `pipelineId` alone takes it to
 * where deals of that pipeline begin.
 *
 * @throws {AppError} `not-found`, `invalid` with the pointer of what is not there.
 */
export async function patchDeal(
  tx: Tx,
  { workspaceId, at }: Where,
  { id, patch }: { id: string; patch: DealPatch },
): Promise<Deal> {
  const before = await lockDeal(tx, workspaceId, id);
  if (!before) throw noDeal();
  await checkReferences(tx, { workspaceId, at }, changed(before, patch));
  const { title = before.title, amount = before.amount, currency = before.currency, source = before.source } = patch;
  const { contactId = before.contactId, companyId = before.companyId, responsibleId = before.responsibleId } = patch;
  await tx
    .updateTable('deals')
    .set({
      title: titleOf(title),
      search: dealSearch(titleOf(title)),
      amount,
      currency,
      source,
      contact_id: contactId,
      company_id: companyId,
      responsible_id: responsibleId,
      archived_at: patch.archivedAt === null ? null : before.archivedAt,
      updated_at: at,
      ...(await moveOf(tx, { workspaceId, at, before }, patch)),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute();
  return readDeal(tx, workspaceId, id);
}

/** Archives a deal; again means nothing. @throws {AppError} `not-found` */
export async function archiveDeal(tx: Tx, { workspaceId, at }: Where, id: string): Promise<void> {
  const { rows } = await sql`
    update deals set archived_at = coalesce(archived_at, ${at}), updated_at = case when archived_at is null then ${at} else updated_at end
    where workspace_id = ${workspaceId} and id = ${id} returning id
  `.execute(tx);
  if (rows.length === 0) throw noDeal();
}

/** @throws {AppError} `not-found` */
export async function readDeal(tx: Tx, workspaceId: string, id: string): Promise<Deal> {
  const [deal] = await loadDeals(tx, workspaceId, [id]);
  if (!deal) throw noDeal();
  return showDeal(deal);
}

function titleOf(title: string): string {
  const trimmed = title.trim();
  if (trimmed === '') throw invalid('/title', 'A deal needs a title.');
  return trimmed;
}

type References = Pick<DealPatch, 'contactId' | 'companyId' | 'responsibleId'>;

/** What a patch does not change is not asked about again: a colleague may have left meanwhile. */
const changed = (before: DealRecord, { contactId, companyId, responsibleId }: DealPatch): References => ({
  ...(contactId === undefined || contactId === before.contactId ? {} : { contactId }),
  ...(companyId === undefined || companyId === before.companyId ? {} : { companyId }),
  ...(responsibleId === undefined || responsibleId === before.responsibleId ? {} : { responsibleId }),
});

async function checkReferences(
  tx: Tx,
  { workspaceId, at }: Where,
  { contactId, companyId, responsibleId }: References,
): Promise<void> {
  await requireClient(tx, { workspaceId, type: 'contact', id: contactId });
  await requireClient(tx, { workspaceId, type: 'company', id: companyId });
  await requireResponsible(tx, workspaceId, responsibleId);
  const clientIds = [contactId, companyId].filter((id) => id !== null && id !== undefined);
  if (clientIds.length > 0) await touchAutomatic(tx, { workspaceId, clientIds, at });
}

async function moveOf(tx: Tx, { workspaceId, at, before }: Where & { before: DealRecord }, { pipelineId, stageId }: DealPatch) {
  const elsewhere = pipelineId !== undefined && pipelineId !== before.pipelineId;
  if (stageId === undefined && !elsewhere) return {};
  const stage =
    stageId === undefined && pipelineId !== undefined
      ? await firstStageOf(tx, workspaceId, pipelineId)
      : await stageOf(tx, { workspaceId, stageId: stageId ?? before.stageId, pipelineId });
  const closedAt = stage.id === before.stageId ? before.closedAt : at;
  return { pipeline_id: stage.pipelineId, stage_id: stage.id, closed_at: stage.kind === 'open' ? null : closedAt };
}
