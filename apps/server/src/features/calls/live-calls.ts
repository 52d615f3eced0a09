import type { LiveCall, LiveMessage, LiveSnapshot } from '@carillon/contract';
import { type Kysely, sql } from 'kysely';
import type { CallNews } from '../../call-news.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import { AppError } from '../../errors.ts';
import { readCallsOf, readLiveCalls, type SharedLiveCall } from './read-live-calls.ts';

type Listener = { workspaceId: string; userId: string };
type Deps = { db: Kysely<Database>; now: () => Date };
type Send = (listener: Listener, message: LiveMessage) => void;

/** One employee's running calls: whose phone rings, who talks, who dialled. What they waved away stays away. */
export async function snapshotFor({ db, now }: Deps, { workspaceId, userId }: Listener): Promise<LiveSnapshot> {
  const at = now();
  const { running, talked, notPlaced } = await readCallsOf(db, { workspaceId, userId, at });
  const mine = running.filter((shared) => isMine(shared, userId)).map((shared) => asSeenBy(userId, shared, at));
  return {
    type: 'snapshot',
    version: Math.max(0, ...mine.map(({ version }) => version)),
    now: at.toISOString(),
    calls: mine,
    talked: talked.filter((shared) => !isDismissed(shared, userId)).map((shared) => asSeenBy(userId, shared, at)),
    notPlaced,
  };
}

/** Whoever's phone rang sees where the call goes until somebody takes it (4.7). */
function isMine(shared: SharedLiveCall, userId: string): boolean {
  const { call, seats } = shared;
  const seat = seats.find((each) => each.userId === userId);
  const present = call.userId === userId || seat?.outcome === 'ringing' || seat?.outcome === 'talking';
  const wentOn = call.status === 'ringing' && call.direction === 'inbound' && seat !== undefined && seat.ring > 0;
  return (present || wentOn) && !isDismissed(shared, userId);
}

function isDismissed({ seats, dismissed }: SharedLiveCall, userId: string): boolean {
  const seat = seats.find((each) => each.userId === userId);
  return dismissed.some((each) => each.userId === userId && each.ring === (seat?.ring ?? 0));
}

/** Whose phone rings sees a ringing call of their own, also while a colleague who transfers it still talks. */
function asSeenBy(userId: string, { call, seats, dialled }: SharedLiveCall, at: Date): LiveCall {
  const seat = seats.find((each) => each.userId === userId);
  const rings = seat?.outcome === 'ringing' && call.endedAt === null;
  const ringEndsAt = rings ? seat.ringEndsAt : null;
  const returnsCallAt = dialled.find((each) => each.userId === userId)?.at ?? null;
  const ringing = rings && (ringEndsAt === null || +at < Date.parse(ringEndsAt));
  const seen = { ...call, ring: seat?.ring ?? 0, ringing, ringEndsAt, returnsCallAt };
  return rings ? { ...seen, status: 'ringing', extension: seat.extension, userId } : seen;
}

/** Sends each piece of news to whom it concerns, as far as they listen in this process. Each call is read once for all of them. */
export async function tellListeners(
  { db, now }: Deps,
  news: readonly CallNews[],
  { listening, send }: { listening: (workspaceId: string, userIds: readonly string[]) => string[]; send: Send },
): Promise<void> {
  const concerned = news.filter(({ workspaceId, announcements }) => listening(workspaceId, usersIn(announcements)).length > 0);
  for (const workspaceId of new Set(concerned.map((item) => item.workspaceId))) {
    const items = concerned.filter((item) => item.workspaceId === workspaceId);
    const calls = await readLiveCalls(
      db,
      workspaceId,
      items.map(({ callId }) => callId),
    );
    for (const { callId, announcements } of items) {
      const shared = calls.find(({ call }) => call.id === callId);
      if (shared === undefined) continue;
      for (const announcement of announcements) {
        for (const userId of listening(workspaceId, usersIn([announcement]))) {
          const at = now();
          const call = asSeenBy(userId, shared, at);
          const ring = announcement.type === 'call.ringing' ? announcement.ring : call.ring;
          send(
            { workspaceId, userId },
            { type: announcement.type, version: call.version, now: at.toISOString(), call: { ...call, ring } },
          );
        }
      }
    }
  }
}

function usersIn(announcements: CallNews['announcements']): string[] {
  return announcements.flatMap((announcement) =>
    announcement.type === 'call.ringing' ? [announcement.userId] : announcement.userIds,
  );
}

type Ring = { workspaceId: string; callId: string; userId: string };

/** A ring in two lines, for a notification; `undefined` when their phone does not ring any more, or they dialled themselves. */
export async function describeRing(
  { db, now }: Deps,
  { workspaceId, callId, userId }: Ring,
): Promise<{ who: string; detail: string } | undefined> {
  const [shared] = await readLiveCalls(db, workspaceId, [callId]);
  if (shared === undefined) return undefined;
  const { ringing, direction, clients, clientNumber, callerText, did, didLabel, exception } = asSeenBy(userId, shared, now());
  if (!ringing || direction !== 'inbound') return undefined;
  const number = clientNumber ?? callerText ?? '';
  const [client] = clients;
  return {
    who: client?.name ?? number,
    detail: [client && number, client?.company, exception, didLabel ?? did].filter(Boolean).join(' · '),
  };
}

/** 4.10: "not now" of one employee for one ring. */
export async function dismissCall({ db }: Deps, { workspaceId, userId }: Listener, callId: string, ring: number): Promise<void> {
  await inWorkspace(db, workspaceId, async (tx) => {
    const call = await tx
      .selectFrom('calls')
      .select('id')
      .where('workspace_id', '=', workspaceId)
      .where('id', '=', callId)
      .executeTakeFirst();
    if (call === undefined) throw new AppError('not-found', 'There is no such call.');
    await tx
      .insertInto('call_dismissals')
      .values({ workspace_id: workspaceId, call_id: callId, user_id: userId, ring })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const payload = JSON.stringify({ workspaceId, userId, callId, ring });
    await sql`select pg_notify('carillon_dismissals', ${payload})`.execute(tx);
  });
}
