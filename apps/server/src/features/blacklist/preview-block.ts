import type { BlacklistPreview } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { readOnePattern } from '../../number-lists/read-patterns.ts';

const DAYS = 30;
const COUNTED_MAX = 10_000;

/**
 * What an entry would have done to the incoming calls of the last 30 days (10.1). Numbers stand in order in the index, so that a mask is a
 * range of it; past ten thousand calls nobody needs to know how many more.
 *
 * @throws {AppError} `invalid`, `own-number`.
 */
export async function previewBlock(
  tx: Tx,
  { workspaceId, typed, now }: { workspaceId: string; typed: string; now: Date },
): Promise<BlacklistPreview> {
  const pattern = await readOnePattern(tx, workspaceId, typed);
  const from = new Date(+now - DAYS * 86_400_000);
  const beginning = pattern.replace('*', '');
  const covered = pattern.endsWith('*')
    ? sql`k.client_number >= ${beginning} and k.client_number < ${`${beginning}:`}` // the character after 9
    : sql`k.client_number = ${pattern}`;
  const { rows } = await sql<{ calls: number; fromClients: number }>`
    select count(*)::int as calls, count(*) filter (where (
      select true from call_clients l cross join lateral (
        select c.automatic and c.touched_at is null as untouched from clients c where c.workspace_id = ${workspaceId} and c.id = l.client_id offset 0) c
      where l.workspace_id = ${workspaceId} and l.call_id = k.id and not c.untouched limit 1))::int as "fromClients"
    from (
      select k.id from calls k
      where k.workspace_id = ${workspaceId} and ${covered} and k.started_at >= ${from} and k.direction = 'inbound' and k.confirmed
      limit ${COUNTED_MAX + 1}
    ) k
  `.execute(tx);
  const counted = (n = 0): number | '10000+' => (n > COUNTED_MAX ? '10000+' : n);
  return { pattern, from: from.toISOString(), calls: counted(rows[0]?.calls), fromClients: counted(rows[0]?.fromClients) };
}
