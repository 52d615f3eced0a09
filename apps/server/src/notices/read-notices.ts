import type { Notification, NotificationList } from '@carillon/contract';
import { sql } from 'kysely';
import type { Tx } from '../db/in-workspace.ts';
import { pageById } from '../http/id-cursor.ts';

type Row = Omit<Notification, 'createdAt' | 'readAt'> & { createdAt: Date; readAt: Date | null };
type Whose = { workspaceId: string; userId: string };

const UNREAD_MAX = 100;
const columns = sql`id, kind, data, call_id as "callId", created_at as "createdAt", read_at as "readAt"`;

/** Somebody's notices, newest first, and how many of all they have not read. */
export async function readNotices(
  tx: Tx,
  { workspaceId, userId, limit, after, unread }: Whose & { limit: number; after: string | null; unread: boolean },
): Promise<NotificationList> {
  const { rows } = await sql<Row>`
    select ${columns} from notifications
    where workspace_id = ${workspaceId} and user_id = ${userId} and (${after}::uuid is null or id < ${after}::uuid)
      ${unread ? sql`and read_at is null` : sql``}
    order by id desc limit ${limit + 1}
  `.execute(tx);
  return { ...pageById(rows.map(shown), limit), unread: await countUnread(tx, { workspaceId, userId }) };
}

/** These notices, whoever they are for. */
export async function findNotices(tx: Tx, workspaceId: string, ids: readonly string[]): Promise<Notification[]> {
  const { rows } = await sql<Row>`
    select ${columns} from notifications where workspace_id = ${workspaceId} and id = any(${ids}::uuid[]) order by id
  `.execute(tx);
  return rows.map(shown);
}

async function countUnread(tx: Tx, { workspaceId, userId }: Whose): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (
      select from notifications where workspace_id = ${workspaceId} and user_id = ${userId} and read_at is null limit ${UNREAD_MAX}) unread
  `.execute(tx);
  return rows[0]?.n ?? 0;
}

const shown = ({ createdAt, readAt, ...row }: Row): Notification => ({
  ...row,
  createdAt: createdAt.toISOString(),
  readAt: readAt?.toISOString() ?? null,
});
