import { type Kysely, sql } from 'kysely';
import { inWorkspace } from '../../db/in-workspace.ts';
import type { Database } from '../../db/schema.ts';
import type { Logger } from '../../http/logging.ts';
import { type BrowserKeys, encryptPush } from './encrypt-push.ts';
import { loadPushKeys } from './push-keys.ts';
import { vapidHeader } from './vapid.ts';

/** One ring of one person's phone. */
export type PushedRing = { workspaceId: string; callId: string; userId: string; ring: number };
/** What the notification says. */
export type RingWords = { who: string; detail: string };
type Subscription = BrowserKeys & { id: string; endpoint: string; locale: 'en' | 'ru' | null };

export type PushDeps = {
  db: Kysely<Database>;
  secret: string;
  now: () => Date;
  log: Logger;
  /** What the person may see of the call; `undefined` when their phone does not ring any more. */
  describe: (ring: PushedRing) => Promise<RingWords | undefined>;
};

const TITLES = { en: 'Incoming call: ', ru: 'Входящий звонок: ' };
const TTL_SECONDS = 30; // after that the phone has stopped
const WAIT_MS = 10_000;
const GONE: readonly number[] = [404, 410];

/**
 * Sends the ring to the browsers of somebody who has no page open on any server process. Every process hears of the ring, and one sends:
 * a row per ring decides. Best effort, as every announcement.
 */
export async function pushRing(deps: PushDeps, ring: PushedRing): Promise<void> {
  const subscriptions = await claimRing(deps, ring);
  if (subscriptions.length === 0) return;
  const words = await deps.describe(ring);
  if (words) await Promise.all(subscriptions.map((subscription) => send(deps, ring, { subscription, words })));
}

/** The browsers to tell, for the one process that may; nobody's where a page is open or nobody subscribed. */
async function claimRing({ db, now }: PushDeps, { workspaceId, callId, userId, ring }: PushedRing): Promise<Subscription[]> {
  const at = now();
  return inWorkspace(db, workspaceId, async (tx) => {
    const { rows } = await sql<Subscription>`
      select p.id, p.endpoint, p.p256dh, p.auth, u.locale
      from push_subscriptions p join users u on u.workspace_id = p.workspace_id and u.id = p.user_id and u.active
      where p.workspace_id = ${workspaceId} and p.user_id = ${userId}
        and (select max(o.until) from open_streams o where o.workspace_id = ${workspaceId} and o.user_id = ${userId}) > ${at} is not true
    `.execute(tx);
    if (rows.length === 0) return [];
    await sql`delete from sent_pushes where workspace_id = ${workspaceId} and sent_at < ${at}::timestamptz - interval '1 hour'`.execute(
      tx,
    );
    const { rows: claimed } = await sql`
      insert into sent_pushes (workspace_id, call_id, user_id, ring, sent_at) values (${workspaceId}, ${callId}, ${userId}, ${ring}, ${at})
      on conflict do nothing returning ring
    `.execute(tx);
    return claimed.length > 0 ? rows : [];
  });
}

type Message = { subscription: Subscription; words: RingWords };

async function send(deps: PushDeps, { workspaceId, callId }: PushedRing, { subscription, words }: Message): Promise<void> {
  const { db, secret, now, log } = deps;
  const { id, endpoint, locale } = subscription;
  try {
    const keys = await loadPushKeys(db, secret);
    const text = JSON.stringify({ title: `${TITLES[locale ?? 'en']}${words.who}`, body: words.detail, callId });
    const { status } = await fetch(endpoint, {
      method: 'POST',
      headers: {
        authorization: vapidHeader(keys, { endpoint: new URL(endpoint), contact: await contactOf(deps, workspaceId), at: now() }),
        'content-encoding': 'aes128gcm',
        'content-type': 'application/octet-stream',
        ttl: String(TTL_SECONDS),
        urgency: 'high',
      },
      body: Uint8Array.from(encryptPush(text, subscription)),
      redirect: 'manual',
      signal: AbortSignal.timeout(WAIT_MS),
    });
    if (GONE.includes(status)) await forget(deps, workspaceId, id);
    else if (status >= 300) log.warn({ status }, 'A push service refused a message');
  } catch (err) {
    log.warn({ err }, 'A push message could not be sent');
  }
}

/** Whom a push service may ask: the workspace's oldest administrator. */
async function contactOf({ db }: PushDeps, workspaceId: string): Promise<string> {
  const { rows } = await inWorkspace(db, workspaceId, (tx) =>
    sql<{ email: string }>`
      select i.email from users u join identities i on i.id = u.identity_id
      where u.workspace_id = ${workspaceId} and u.role = 'admin' and u.active order by u.created_at limit 1
    `.execute(tx),
  );
  return `mailto:${rows[0]?.email ?? 'nobody@localhost'}`;
}

/** The browser has unsubscribed, or is no more. */
async function forget({ db }: PushDeps, workspaceId: string, id: string): Promise<void> {
  await inWorkspace(db, workspaceId, (tx) =>
    sql`delete from push_subscriptions where workspace_id = ${workspaceId} and id = ${id}`.execute(tx),
  );
}
