import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { ImportRow } from './csv/read-row.ts';

/** Contacts that rows may turn out to be: by external id, by number with the external id they have. */
export type Known = {
  byExternalId: Map<string, string>;
  byNumber: Map<string, { id: string; externalId: string | null }>;
  /** Those a call has made and nobody has touched: the row says who they are, whatever is wished for duplicates (6.9). */
  automatic: Set<string>;
};

export async function findKnown(tx: Tx, workspaceId: string, rows: readonly ImportRow[]): Promise<Known> {
  const externalIds = rows.flatMap(({ externalId }) => externalId ?? []);
  const numbers = rows.flatMap((row) => row.numbers.map(({ e164 }) => e164));
  const { rows: byId } = await sql<{ externalId: string; id: string }>`
    select external_id as "externalId", id from clients
    where workspace_id = ${workspaceId} and type = 'contact' and external_id = any(${externalIds})
  `.execute(tx);
  const { rows: byNumber } = await sql<{
    e164: string;
    id: string;
    externalId: string | null;
    automatic: boolean;
  }>`
    select distinct on (n.e164) n.e164, c.id, c.external_id as "externalId", c.automatic and c.touched_at is null as automatic from client_numbers n
    join clients c on c.workspace_id = n.workspace_id and c.id = n.client_id
    where n.workspace_id = ${workspaceId} and n.e164 = any(${numbers}) and n.state = 'current' and c.type = 'contact' and c.archived_at is null
    order by n.e164, c.automatic and c.touched_at is null, c.created_at, c.id
  `.execute(tx);
  return {
    byExternalId: new Map(byId.map(({ externalId, id }) => [externalId, id])),
    byNumber: new Map(byNumber.map(({ e164, id, externalId }) => [e164, { id, externalId }])),
    automatic: new Set(byNumber.filter(({ automatic }) => automatic).map(({ id }) => id)),
  };
}

/** Whom a row tells of: the external id decides; people with different ones may share an office number. */
export function matchRow(known: Known, row: ImportRow): string | undefined {
  const same = row.externalId === null ? undefined : known.byExternalId.get(row.externalId);
  if (same !== undefined) return same;
  for (const { e164 } of row.numbers) {
    const other = known.byNumber.get(e164);
    if (other && (row.externalId === null || other.externalId === null)) return other.id;
  }
  return undefined;
}

/** Rows that come later may tell of this contact too. */
export function remember(known: Known, row: ImportRow, id: string): void {
  if (row.externalId !== null) known.byExternalId.set(row.externalId, id);
  for (const { e164 } of row.numbers) if (!known.byNumber.has(e164)) known.byNumber.set(e164, { id, externalId: row.externalId });
}
