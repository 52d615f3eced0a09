import type { Announcement } from '@carillon/telephony';
import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import type { Recorded } from './recorded.ts';

/** What all server processes hear when calls change: ids only, so that it stays small; each reads what its people may see. */
export type CallNews = { workspaceId: string; callId: string; version: number; announcements: Announcement[] };

export const CALL_CHANNEL = 'carillon_calls';
const PAYLOAD_BYTES_MAX = 7900; // of PostgreSQL's 8000

/** Sends the news with the commit, or not at all. */
export async function announceCalls(tx: Tx, { workspaceId }: { workspaceId: string }, calls: readonly Recorded[]): Promise<void> {
  const news: CallNews[] = calls.flatMap(({ callId, version, announcements }) =>
    announcements.length > 0 ? [{ workspaceId, callId, version, announcements }] : [],
  );
  for (const payload of payloads(news)) await sql`select pg_notify(${CALL_CHANNEL}, ${payload})`.execute(tx);
}

function payloads(news: readonly CallNews[]): string[] {
  const chunks: CallNews[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const item of news) {
    const size = JSON.stringify(item).length + 1;
    if (bytes + size > PAYLOAD_BYTES_MAX) {
      chunks.push([]);
      bytes = 2;
    }
    chunks.at(-1)?.push(item);
    bytes += size;
  }
  return chunks.map((chunk) => JSON.stringify(chunk));
}
