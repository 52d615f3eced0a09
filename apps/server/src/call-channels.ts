import type { LiveMessage } from '@carillon/contract';
import type { Kysely } from 'kysely';
import { CALL_CHANNEL, type CallNews } from './call-news.ts';
import type { Database } from './db/schema.ts';
import { tellListeners } from './features/calls/live-calls.ts';
import type { Listener, LiveHub } from './features/live/live-hub.ts';
import type { Doorkeeper } from './features/webhooks/doorkeeper.ts';
import type { PushedRing } from './features/push/push-rings.ts';
import type { Logger } from './http/logging.ts';
import { MISSED_CHANNEL, type MissedNews } from './features/missed/announce-missed.ts';
import { tellMissed } from './features/missed/tell-missed.ts';
import { JOB_CHANNEL, type JobNews } from './jobs/announce-job.ts';
import { NOTICE_CHANNEL, type NoticeNews } from './notices/notify.ts';
import { tellNotices } from './notices/tell-notices.ts';
import { TASK_CHANNEL, type TaskNews, tellTasks } from './work/tell-tasks.ts';

type ChannelDeps = {
  db: Kysely<Database>;
  doorkeeper: Doorkeeper;
  hub: LiveHub;
  now: () => Date;
  log: Logger;
  pushRing: (ring: PushedRing) => Promise<void>;
};

/** What server processes tell each other through the database. */
export function callChannels({
  db,
  doorkeeper,
  hub,
  now,
  log,
  pushRing,
}: ChannelDeps): Record<string, (payload: string) => void> {
  const failed = (err: unknown): void => log.warn({ err }, 'News could not be told: the next snapshot will');
  const listening = (workspaceId: string, userIds: readonly string[]): string[] => hub.listening(workspaceId, userIds);
  const tell = inOrder<CallNews>((news) =>
    tellListeners({ db, now }, news, { listening, send: (listener, message) => hub.send(listener, message) }).catch(failed),
  );
  const tellOfTasks = inOrder<TaskNews>((news) =>
    tellTasks(db, { listening, send: (listener, message) => hub.send(listener, message) }, news).catch(failed),
  );
  return {
    // The payloads are our own: sendCallNews, tell_task, notify, announceMissed, announceJob, dismissCall and the settings write them.
    [TASK_CHANNEL]: (payload) => tellOfTasks([JSON.parse(payload) as TaskNews]),
    [CALL_CHANNEL]: (payload) => {
      const news = JSON.parse(payload) as CallNews[];
      tell(news);
      for (const ring of ringsIn(news)) if (listening(ring.workspaceId, [ring.userId]).length === 0) pushRing(ring).catch(failed);
    },
    [NOTICE_CHANNEL]: (payload) => {
      const listeners = { listening, send: (listener: Listener, message: LiveMessage) => hub.send(listener, message) };
      tellNotices(db, listeners, JSON.parse(payload) as NoticeNews).catch(failed);
    },
    ...plainChannels(hub),
    carillon_connections: () => void doorkeeper.reload().catch(failed),
  };
}

/** What is told as it comes, without reading anything. */
function plainChannels(hub: LiveHub): Record<string, (payload: string) => void> {
  return {
    [MISSED_CHANNEL]: (payload) => tellMissed(hub, JSON.parse(payload) as MissedNews),
    [JOB_CHANNEL]: (payload) => {
      const { workspaceId, userId, jobId } = JSON.parse(payload) as JobNews;
      hub.send({ workspaceId, userId }, { type: 'job', version: 0, jobId });
    },
    carillon_dismissals: (payload) => {
      const { workspaceId, userId, callId, ring } = JSON.parse(payload) as {
        workspaceId: string;
        userId: string;
        callId: string;
        ring: number;
      };
      hub.send({ workspaceId, userId }, { type: 'call.dismissed', version: 0, callId, ring });
    },
    carillon_users: (payload) => {
      const { workspaceId, userId } = JSON.parse(payload) as { workspaceId: string; userId: string };
      hub.closeUser(workspaceId, userId);
    },
  };
}

function ringsIn(news: readonly CallNews[]): PushedRing[] {
  return news.flatMap(({ workspaceId, callId, announcements }) =>
    announcements.flatMap((told) =>
      told.type === 'call.ringing' ? [{ workspaceId, callId, userId: told.userId, ring: told.ring }] : [],
    ),
  );
}

/** News are read and told one lot after the other: told side by side, an older state of a call could overtake a newer one. */
function inOrder<T>(work: (items: readonly T[]) => Promise<void>): (items: readonly T[]) => void {
  let waiting: readonly T[] = [];
  let working = false;
  const run = async (): Promise<void> => {
    working = true;
    while (waiting.length > 0) {
      const items = waiting;
      waiting = [];
      await work(items);
    }
    working = false;
  };
  return (items) => {
    waiting = [...waiting, ...items];
    if (!working) void run();
  };
}
