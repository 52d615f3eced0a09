import type { LiveMessage } from '@carillon/contract';
import type { Kysely } from 'kysely';
import { inWorkspace } from '../db/in-workspace.ts';
import type { Database } from '../db/schema.ts';
import type { NoticeNews } from './notify.ts';
import { findNotices } from './read-notices.ts';

type Listener = { workspaceId: string; userId: string };
type Hub = {
  listening: (workspaceId: string, userIds: readonly string[]) => string[];
  send: (listener: Listener, message: LiveMessage) => void;
};

/** Sends new notices to those of their people who listen in this process. */
export async function tellNotices(db: Kysely<Database>, hub: Hub, { workspaceId, notices }: NoticeNews): Promise<void> {
  const here = new Set(
    hub.listening(
      workspaceId,
      notices.map(({ userId }) => userId),
    ),
  );
  const userOf = new Map(notices.filter(({ userId }) => here.has(userId)).map(({ id, userId }) => [id, userId]));
  if (userOf.size === 0) return;
  const found = await inWorkspace(db, workspaceId, (tx) => findNotices(tx, workspaceId, [...userOf.keys()]));
  for (const notification of found) {
    const userId = userOf.get(notification.id);
    if (userId !== undefined) hub.send({ workspaceId, userId }, { type: 'notification', version: 0, notification });
  }
}
