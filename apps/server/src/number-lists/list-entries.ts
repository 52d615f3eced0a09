import type { BlacklistEntry as Entry } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { fromCursor, toCursor } from '../http/cursor.ts';
import type { NumberList } from './list.ts';

type Row = Omit<Entry, 'createdBy' | 'expiresAt' | 'lastHitAt' | 'createdAt'> & {
  expiresAt: Date | null;
  lastHitAt: Date | null;
  createdAt: Date;
  /** With its microseconds, which a Date has not. */
  position: string;
  createdById: string | null;
  createdByName: string | null;
};
type Asked = {
  workspaceId: string;
  limit: number;
  cursor?: string | undefined;
  q?: string | undefined;
  only?: readonly string[];
};

/** A page of a list, the newest first. `q` is looked for in patterns (its digits) and comments. `only`: these entries. */
export async function listEntries(
  tx: Tx,
  { table }: NumberList,
  { workspaceId, limit, cursor, q, only }: Asked,
): Promise<{ items: Entry[]; nextCursor: string | null }> {
  const [position, id] = cursor === undefined ? [null, null] : fromCursor(cursor, 2);
  const { rows } = await sql<Row>`
    select b.id, b.pattern, b.comment, b.expires_at as "expiresAt", b.hits, b.last_hit_at as "lastHitAt", b.created_at as "createdAt",
      b.created_at::text as position, u.id as "createdById", u.name as "createdByName"
    from ${sql.table(table)} b
    left join users u on u.workspace_id = b.workspace_id and u.id = b.created_by
    where b.workspace_id = ${workspaceId}
      and (${position}::timestamptz is null or (b.created_at, b.id) < (${position}::timestamptz, ${id}::uuid))
      ${q?.trim() ? matching(q.trim()) : sql``}
      ${only === undefined ? sql`` : sql`and b.id = any(${only}::uuid[])`}
    order by b.created_at desc, b.id desc limit ${limit + 1}
  `.execute(tx);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items: rows.slice(0, limit).map(shown), nextCursor: last ? toCursor([last.position, last.id]) : null };
}

function matching(q: string) {
  const digits = q.replace(/\D/g, '');
  const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`;
  return digits === '' ? sql`and b.comment ilike ${like}` : sql`and (b.pattern like ${`%${digits}%`} or b.comment ilike ${like})`;
}

function shown({ position: _position, createdById, createdByName, ...row }: Row): Entry {
  return {
    ...row,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastHitAt: row.lastHitAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    createdBy: createdById === null ? null : { id: createdById, name: createdByName ?? '' },
  };
}
