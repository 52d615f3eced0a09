import type { SearchItem } from '@carillon/contract';
import type { Tx } from '../../db/in-workspace.ts';
import { listDeals } from './list-deals.ts';

type Search = { workspaceId: string; q: string; limit: number };

/** Deals by a fragment of their titles, the last changed first, each with its client. */
export async function searchDeals(tx: Tx, { workspaceId, q, limit }: Search): Promise<SearchItem[]> {
  if (q.trim() === '') return [];
  const { items } = await listDeals(tx, workspaceId, { q, limit });
  return items.map(({ id, title, company, contact, responsibleId }) => ({
    type: 'deal',
    id,
    name: title,
    company: company?.name ?? contact?.name ?? null,
    number: null,
    responsibleId,
  }));
}
