import { sendCallNews } from '../../call-news.ts';
import type { Tx } from '../../db/in-workspace.ts';
import type { Recorded } from './recorded.ts';

/** Tells all server processes which calls have changed, with the commit. */
export async function announceCalls(tx: Tx, { workspaceId }: { workspaceId: string }, calls: readonly Recorded[]): Promise<void> {
  const news = calls.filter(({ announcements }) => announcements.length > 0);
  await sendCallNews(
    tx,
    news.map(({ callId, version, announcements }) => ({ workspaceId, callId, version, announcements })),
  );
}
