import type { NotificationsState } from '@carillon/contract';
import {
  type AccountWebhooks,
  CALL_NOTIFICATIONS,
  type CallInfo,
  type CallNotifications,
  type ZadarmaClient,
  ZadarmaError,
} from '@carillon/zadarma';
import { audit } from '../../audit/audit.ts';
import { inWorkspace, type Tx } from '../../db/in-workspace.ts';
import { AppError, invalid } from '../../errors.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import { askProvider, providerProblem } from '../../provider/provider-problem.ts';
import { askAgainSoon } from '../../provider/telephony-alerts.ts';
import { readAccountNews, takeAccountNews } from './account-news.ts';
import { guessObstacle } from './reachability.ts';
import { sameUrl } from './same-url.ts';
import type { By, SettingsDeps } from './settings-deps.ts';
import { webhookUrl } from './webhook-url.ts';

/** Where the provider reports calls now, and which events (requirement 1.5). @throws {AppError} `not-connected`, `provider-…`. */
export async function readNotifications(deps: SettingsDeps, workspaceId: string): Promise<NotificationsState> {
  const line = await open(deps, workspaceId);
  const info = await askProvider(() => line.client.callInfo());
  return stateOf(deps, line, { info, account: await readAccountNews(deps, line.connection) });
}

/**
 * Makes the provider report to us: sets our URL, which it tries at once, and the six switches, then reads both back; texts, finished
 * transcripts and the account's other events too, as far as it lets us. Whoever had the URL before goes on getting everything from us with `relay`.
 *
 * @throws {AppError} `other-url-registered` with the `url` unless `replace`; `invalid` when that URL is none we may call;
 *   `provider-refused`, with the likeliest cause, when the provider did not get its echo.
 */
export async function registerNotifications(
  deps: SettingsDeps,
  by: By,
  { replace, relay }: { replace: boolean; relay: boolean | undefined },
): Promise<NotificationsState> {
  const line = await open(deps, by.workspaceId);
  const { client, ours } = line;
  const before = await askProvider(() => client.callInfo());
  const account = await readAccountNews(deps, line.connection);
  const others = { calls: otherThan(ours, before.url), account: otherThan(ours, account?.url) };
  if (others.calls !== null && !replace) throw otherUrl(others.calls);
  const settled = await settleRelays(deps, { by, line, others: replace ? others : { calls: null, account: null }, relay });
  try {
    await setUrl(client, ours);
  } catch (error) {
    await settled.undo(); // the old system still has the notifications itself
    throw error;
  }
  const info = await askProvider(async () => {
    await client.setCallNotifications(ALL_ON);
    return client.callInfo();
  });
  const mayTake = account !== null && (others.account === null || replace);
  const taken = mayTake ? await takeAccountNews(deps, { ...line, account }) : account;
  await note(deps, by, { action: 'telephony.notifications-registered', about: { url: ours, before: before.url } });
  return stateOf(deps, line, { info, account: taken });
}

/** Takes our URL away from the provider; somebody else's stays, and is told of. Nothing is passed on any more. */
export async function removeNotifications(deps: SettingsDeps, by: By): Promise<void> {
  const line = await open(deps, by.workspaceId);
  const { client, ours, connection } = line;
  const { url } = await askProvider(() => client.callInfo());
  const account = await readAccountNews(deps, connection);
  if (account?.url != null && sameUrl(account.url, ours)) await askProvider(() => client.deleteAccountWebhookUrl());
  if (url === null) return;
  if (!sameUrl(url, ours)) throw otherUrl(url);
  await askProvider(() => client.deleteCallInfoUrl());
  await inWorkspace(deps.db, by.workspaceId, (tx) =>
    deps.oldSystem.stop(tx, { workspaceId: by.workspaceId, connectionId: connection.id }, { userId: by.userId, at: deps.now() }),
  );
  await note(deps, by, { action: 'telephony.notifications-removed', about: { url } });
}

/** Sets our URL. @throws {AppError} `provider-refused` in words when the provider's echo failed. */
export async function setUrl(client: ZadarmaClient, ours: string): Promise<void> {
  try {
    await client.setCallInfoUrl(ours);
  } catch (error) {
    if (!(error instanceof ZadarmaError) || error.meaning !== 'bad-request') throw providerProblem(error);
    const { code, words } = await guessObstacle(ours);
    const said = error.providerMessage ?? 'no reason given';
    throw new AppError('provider-refused', `The provider could not verify ${ours}. ${words} It said: ${said}.`, {
      cause: error,
      more: { obstacle: code },
    });
  }
}

const otherThan = (ours: string, url: string | null | undefined): string | null =>
  url == null || sameUrl(url, ours) ? null : url;

type Line = { connection: Connection; client: ZadarmaClient; ours: string };
type Others = { calls: string | null; account: string | null };
type Settling = { by: By; line: Line; others: Others; relay: boolean | undefined };

/** Who loses the notifications goes on getting them, or not, before the provider is asked: in between none may be lost. */
async function settleRelays(deps: SettingsDeps, { by, line, others, relay }: Settling): Promise<{ undo: () => Promise<void> }> {
  const { connection } = line;
  const which = { workspaceId: by.workspaceId, connectionId: connection.id };
  const change = { userId: by.userId, at: deps.now() };
  const kinds = (['calls', 'account'] as const).filter((kind) => others[kind] !== null);
  if (relay === true) {
    for (const kind of kinds) {
      const words = await deps.oldSystem.refuse(others[kind] ?? '', connection);
      if (words !== undefined) throw invalid('/relay', `is not possible: ${others[kind]} ${words}`);
    }
  }
  const inTransaction = (work: (tx: Tx) => Promise<unknown>): Promise<unknown> => inWorkspace(deps.db, by.workspaceId, work);
  await inTransaction(async (tx) => {
    if (relay === false) await deps.oldSystem.stop(tx, which, change);
    for (const kind of kinds) {
      const url = others[kind];
      if (relay === true && url !== null) await deps.oldSystem.start(tx, { ...which, kind, url }, change);
      else await deps.oldSystem.stop(tx, which, { ...change, kind });
    }
  });
  return {
    undo: async () => {
      if (relay !== true) return;
      await inTransaction(async (tx) => {
        for (const kind of kinds) await deps.oldSystem.stop(tx, which, { ...change, kind });
      });
    },
  };
}

const ALL_ON: CallNotifications = {
  notify_start: true,
  notify_internal: true,
  notify_answer: true,
  notify_end: true,
  notify_out_start: true,
  notify_out_end: true,
};

type Told = { info: CallInfo; account: AccountWebhooks | null };

async function stateOf(deps: SettingsDeps, { ours, connection }: Line, { info, account }: Told): Promise<NotificationsState> {
  const { workspaceId, id: connectionId } = connection;
  return {
    url: info.url,
    ours: info.url !== null && sameUrl(info.url, ours),
    flags: CALL_NOTIFICATIONS.map((name) => ({ name, on: info.notifications[name] })),
    record: connection.recordSeenAt === null ? 'not-yet' : 'seen',
    account: account && {
      url: account.url,
      ours: account.url !== null && sameUrl(account.url, ours),
      sms: account.hooks.sms,
      callTracking: account.hooks.call_tracking,
      speechRecognition: account.hooks.speech_recognition,
    },
    relays: await inWorkspace(deps.db, workspaceId, (tx) => deps.oldSystem.read(tx, { workspaceId, connectionId })),
  };
}

const otherUrl = (url: string): AppError =>
  new AppError('other-url-registered', `The provider reports to another address: ${url}`, { more: { url } });

async function open(deps: SettingsDeps, workspaceId: string): Promise<Line> {
  const connection = await inWorkspace(deps.db, workspaceId, (tx) => findConnection(tx, workspaceId));
  return { connection, client: deps.clients.clientFor(connection), ours: webhookUrl(deps, connection.slug) };
}

function note(deps: SettingsDeps, by: By, { action, about }: { action: string; about: Record<string, unknown> }): Promise<void> {
  return inWorkspace(deps.db, by.workspaceId, async (tx) => {
    await audit(tx, { ...by, action, about, at: deps.now() });
    await askAgainSoon(tx, await findConnection(tx, by.workspaceId));
  });
}
