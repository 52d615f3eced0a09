import type { Deal, PersonRef, Stage } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';

/** A deal as it is kept, with the names of what it refers to. */
export type DealRecord = {
  id: string;
  title: string;
  amount: string | null;
  currency: string;
  pipelineId: string;
  stageId: string;
  stage: Stage;
  contactId: string | null;
  contact: PersonRef | null;
  companyId: string | null;
  company: PersonRef | null;
  responsibleId: string | null;
  responsible: PersonRef | null;
  source: string | null;
  automatic: boolean;
  originCallId: string | null;
  closedAt: Date | null;
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

/** These deals, in the order of their ids; those of another workspace are left out. */
export async function loadDeals(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<DealRecord[]> {
  const { rows } = await sql<DealRecord>`
    select d.id, d.title, d.amount, d.currency, d.pipeline_id as "pipelineId", d.stage_id as "stageId", d.contact_id as "contactId",
      d.company_id as "companyId", d.responsible_id as "responsibleId", d.source, d.automatic, d.origin_call_id as "originCallId",
      d.closed_at as "closedAt", d.archived_at as "archivedAt", d.created_at as "createdAt", d.updated_at as "updatedAt",
      jsonb_build_object('id', s.id, 'name', s.name, 'kind', s.kind) as stage,
      case when c.id is null then null else jsonb_build_object('id', c.id, 'name', c.name) end as contact,
      case when o.id is null then null else jsonb_build_object('id', o.id, 'name', o.name) end as company,
      case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as responsible
    from deals d
    join stages s on s.workspace_id = d.workspace_id and s.id = d.stage_id
    left join clients c on c.workspace_id = d.workspace_id and c.id = d.contact_id
    left join clients o on o.workspace_id = d.workspace_id and o.id = d.company_id
    left join users u on u.workspace_id = d.workspace_id and u.id = d.responsible_id
    where d.workspace_id = ${workspaceId} and d.id = any(${[...ids]}::uuid[])
    order by array_position(${[...ids]}::uuid[], d.id)
  `.execute(tx);
  return rows;
}

/** One deal, locked against other writers until the transaction ends. */
export async function lockDeal(tx: Tx, workspaceId: string, id: string): Promise<DealRecord | undefined> {
  await sql`select id from deals where workspace_id = ${workspaceId} and id = ${id} for update`.execute(tx);
  return (await loadDeals(tx, workspaceId, [id]))[0];
}

/** A deal as the API shows it. */
export function showDeal({ closedAt, archivedAt, createdAt, updatedAt, ...deal }: DealRecord): Deal {
  return {
    ...deal,
    closedAt: closedAt?.toISOString() ?? null,
    archivedAt: archivedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
