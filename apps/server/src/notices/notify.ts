import type { NotificationData, NotificationKind } from '@carillon/contract';
import { sql } from 'kysely';
import { uuidv7 } from 'uuidv7';
import type { Tx } from '../db/in-workspace.ts';
import { isMailed } from './letter-words.ts';

export type Notice = {
  workspaceId: string;
  /** Those who are not active are left out. */
  to: readonly string[] | 'supervisors';
  kind: NotificationKind;
  /** One notice a person for each, however often its cause is told. */
  dedupeKey: string;
  data: NotificationData;
  callId?: string | null;
  at: Date;
};

/** What all server processes hear of new notices: ids only, so that it stays small. */
export type NoticeNews = { workspaceId: string; notices: { id: string; userId: string }[] };

export const NOTICE_CHANNEL = 'carillon_notices';
const NEWS_MAX = 60; // of about 100 bytes each, in PostgreSQL's 8000

/** Tells employees something once, and says so with the commit; those who chose e-mail get a letter afterwards. Returns to how many it was news. */
export async function notify(tx: Tx, { workspaceId, to, kind, dedupeKey, data, callId = null, at }: Notice): Promise<number> {
  const people = await findPeople(tx, workspaceId, to);
  if (people.length === 0) return 0;
  const { rows } = await sql<{ id: string; userId: string }>`
    insert into notifications (workspace_id, id, user_id, kind, dedupe_key, data, call_id, created_at, mail_at)
    select ${workspaceId}, p.id, p.user_id, ${kind}, ${dedupeKey}, ${JSON.stringify(data)}::jsonb, ${callId}, ${at},
      (select ${at}::timestamptz from users u
        where u.workspace_id = ${workspaceId} and u.id = p.user_id and ${isMailed(kind)} and (u.preferences ->> 'email')::boolean)
    from unnest(${people.map(() => uuidv7())}::uuid[], ${people}::uuid[]) as p (id, user_id)
    on conflict do nothing
    returning id, user_id as "userId"
  `.execute(tx);
  for (let from = 0; from < rows.length; from += NEWS_MAX) {
    const news: NoticeNews = { workspaceId, notices: rows.slice(from, from + NEWS_MAX) };
    await sql`select pg_notify(${NOTICE_CHANNEL}, ${JSON.stringify(news)})`.execute(tx);
  }
  return rows.length;
}

/** In the order of their ids, so that two who tell the same people wait for each other instead of locking up. */
async function findPeople(tx: Tx, workspaceId: string, to: Notice['to']): Promise<string[]> {
  const who = to === 'supervisors' ? sql`role in ('supervisor', 'admin')` : sql`id = any(${[...to]}::uuid[])`;
  const { rows } = await sql<{ id: string }>`
    select id from users where workspace_id = ${workspaceId} and active and ${who} order by id
  `.execute(tx);
  return rows.map(({ id }) => id);
}
