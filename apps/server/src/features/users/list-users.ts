import type { User } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { fromCursor, toCursor } from '../../http/cursor.ts';
import { loadUsers } from '../../people/load-users.ts';

/** A page of users by name. */
export async function listUsers(
  tx: Tx,
  { workspaceId, limit, cursor }: { workspaceId: string; limit: number; cursor: string | undefined },
): Promise<{ items: User[]; nextCursor: string | null }> {
  const [name, id] = cursor === undefined ? [null, null] : fromCursor(cursor, 2).map(String);
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from users
    where workspace_id = ${workspaceId} and (${name}::text is null or (name collate "und-x-icu", id::text) > (${name}::text, ${id}::text))
    order by name collate "und-x-icu", id::text limit ${limit + 1}
  `.execute(tx);
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const ids = page.map((row) => row.id);
  return { items: await loadUsers(tx, workspaceId, ids), nextCursor: last ? toCursor([last.name, last.id]) : null };
}
