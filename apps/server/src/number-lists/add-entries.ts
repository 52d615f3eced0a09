import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/in-workspace.ts';
import { invalid } from '../errors.ts';
import type { NumberList } from './list.ts';

export type NewEntries = {
  workspaceId: string;
  by: string;
  patterns: readonly string[];
  comment?: string | null | undefined;
  /** ISO 8601. */
  expiresAt?: string | null | undefined;
  now: Date;
};

/**
 * Puts patterns on a list, all with one statement. An entry that has expired is no longer in the way.
 *
 * @returns the ids of those that were not there, by pattern.
 * @throws {AppError} `invalid`: an expiry that has passed.
 */
export async function addEntries(
  tx: Tx,
  { table }: NumberList,
  { workspaceId, by, patterns, comment, expiresAt, now }: NewEntries,
): Promise<Map<string, string>> {
  const expires = expiresAt == null ? null : new Date(expiresAt);
  if (expires !== null && !(expires > now)) throw invalid('/expiresAt', 'must lie in the future');
  const wanted = [...new Set(patterns)].toSorted();
  const { rows } = await sql<{ id: string; pattern: string }>`
    insert into ${sql.table(table)} as e (workspace_id, id, pattern, comment, expires_at, created_by, created_at)
    select ${workspaceId}, r.id, r.pattern, ${comment?.trim() || null}, ${expires}, ${by}, ${now}
    from unnest(${wanted.map(() => uuidv7())}::uuid[], ${wanted}::text[]) as r (id, pattern) order by r.pattern
    on conflict (workspace_id, pattern) do update set comment = excluded.comment, expires_at = excluded.expires_at,
      created_by = excluded.created_by, created_at = excluded.created_at
      where e.expires_at <= ${now}
    returning id, pattern
  `.execute(tx);
  return new Map(rows.map(({ id, pattern }) => [pattern, id]));
}
