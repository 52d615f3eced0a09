import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';

/** What all server processes hear when a reminder changes. The trigger of migration 0010 says it, too. */
export type MissedNews = { workspaceId: string; missedCallId: string };

export const MISSED_CHANNEL = 'carillon_missed';

/** Says so with the commit. */
export async function announceMissed(tx: Tx, { workspaceId }: { workspaceId: string }, missedCallId: string): Promise<void> {
  const news: MissedNews = { workspaceId, missedCallId };
  await sql`select pg_notify(${MISSED_CHANNEL}, ${JSON.stringify(news)})`.execute(tx);
}
