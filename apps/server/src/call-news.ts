import type { Announcement } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from './db/in-workspace.ts';

/** What all server processes hear when calls change: ids only, so that it stays small; each reads what its people may see. */
export type CallNews = { workspaceId: string; callId: string; version: number; announcements: Announcement[] };

export const CALL_CHANNEL = 'carillon_calls';
const PAYLOAD_BYTES_MAX = 7900; // of PostgreSQL's 8000
const PEOPLE_MAX = 100; // of 39 bytes each
const TOLD_AFTER_END = sql.raw(`interval '15 minutes'`); // the line that asks for a result stays for ten

/** Sends the news with the commit, or not at all. */
export async function sendCallNews(tx: Tx, news: readonly CallNews[]): Promise<void> {
  for (const payload of payloads(news.flatMap(inPieces))) await sql`select pg_notify(${CALL_CHANNEL}, ${payload})`.execute(tx);
}

/** What is new with these calls is not in their events: a new version tells everybody who holds one; whose phones it concerns hear of it at once. */
export async function touchCalls(
  tx: Tx,
  { workspaceId, callIds, at }: { workspaceId: string; callIds: readonly string[]; at: Date },
): Promise<void> {
  if (callIds.length === 0) return;
  // In the order in which the fold locks calls, so that the two wait for each other instead of locking up.
  await sql`
    select from calls where workspace_id = ${workspaceId} and id = any(${[...callIds]}::uuid[]) order by pbx_call_id collate "C" for update
  `.execute(tx);
  const { rows } = await sql<{ callId: string; version: number; userIds: string[]; onScreen: boolean }>`
    update calls set version = version + 1, updated_at = greatest(updated_at, ${at}::timestamptz)
    where workspace_id = ${workspaceId} and id = any(${[...callIds]}::uuid[])
    returning id as "callId", version, user_ids as "userIds", running or ended_at > ${at}::timestamptz - ${TOLD_AFTER_END} as "onScreen"
  `.execute(tx);
  const heard = rows.filter(({ onScreen, userIds }) => onScreen && userIds.length > 0);
  await sendCallNews(
    tx,
    heard.map(({ callId, version, userIds }) => ({
      workspaceId,
      callId,
      version,
      announcements: [{ type: 'call.updated', userIds }],
    })),
  );
}

/** A call that rang at hundreds of phones is told in several pieces: each person hears what is for them, in its order. */
function inPieces(news: CallNews): CallNews[] {
  if (JSON.stringify(news).length <= PAYLOAD_BYTES_MAX / 2) return [news];
  return news.announcements.flatMap((announcement) => pieces(announcement).map((piece) => ({ ...news, announcements: [piece] })));
}

function pieces(announcement: Announcement): Announcement[] {
  if (announcement.type === 'call.ringing') return [announcement];
  const { userIds } = announcement;
  return Array.from({ length: Math.ceil(userIds.length / PEOPLE_MAX) }, (_, n) => ({
    ...announcement,
    userIds: userIds.slice(n * PEOPLE_MAX, (n + 1) * PEOPLE_MAX),
  }));
}

function payloads(news: readonly CallNews[]): string[] {
  const chunks: CallNews[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of news) {
    const size = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (bytes + size > PAYLOAD_BYTES_MAX) {
      chunks.push([]);
      bytes = 2;
    }
    chunks.at(-1)?.push(item);
    bytes += size;
  }
  return chunks.map((chunk) => JSON.stringify(chunk));
}
