import type { Deal, DealListQuery } from '@carillon/contract';
import { sql } from 'kysely';
import type { Static } from 'typebox';
import { searchPatterns } from '../../clients/search-patterns.ts';
import type { Tx } from '../../db/in-workspace.ts';
import { readPlaceCursor, toCursor } from '../../http/cursor.ts';
import { loadDeals, showDeal } from '../../work/load-deals.ts';

const COUNTED_MAX = 10_000;

export type DealQuery = Partial<Static<typeof DealListQuery>>;
export type DealPage = { items: Deal[]; nextCursor: string | null; total: number | '10000+' };

/** A page of deals, the last changed first, with how many there are in all. */
export async function listDeals(tx: Tx, workspaceId: string, query: DealQuery): Promise<DealPage> {
  const limit = query.limit ?? 50;
  const filter = dealFilter(query);
  const { rows: counts } = await sql<{ count: number }>`
    select count_deals(${workspaceId}, ${JSON.stringify(filter)}::jsonb, ${COUNTED_MAX + 1}) as count
  `.execute(tx);
  const count = counts[0]?.count ?? 0;
  const place = readPlaceCursor(query.cursor);
  const asked = { ...filter, frequent: query.q !== undefined && count > COUNTED_MAX, ...(place ? { after: place } : {}) };
  const { rows } = await sql<{ id: string; place: string }>`
    select id, place from find_deals(${workspaceId}, ${JSON.stringify(asked)}::jsonb, ${limit + 1})
  `.execute(tx);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const deals = await loadDeals(
    tx,
    workspaceId,
    page.map(({ id }) => id),
  );
  return {
    items: deals.map(showDeal),
    nextCursor: last ? toCursor([last.place, last.id]) : null,
    total: count > COUNTED_MAX ? '10000+' : count,
  };
}

/** Of the SQL functions `find_deals` and `count_deals`. */
export function dealFilter(query: DealQuery): Record<string, unknown> {
  const { q, open, archived = false, pipelineId, stageId, contactId, companyId, responsibleId } = query;
  return Object.fromEntries(
    Object.entries({
      archived,
      patterns: q === undefined ? [] : searchPatterns(q),
      open,
      pipeline_id: pipelineId,
      stage_id: stageId,
      contact_id: contactId,
      company_id: companyId,
      responsible_id: responsibleId,
    }).filter(([, value]) => value !== undefined),
  );
}
