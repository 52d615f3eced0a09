import type { NotificationsState } from '@carillon/contract';
import { CALL_NOTIFICATIONS, type CallInfo, type CallNotifications, type ZadarmaClient, ZadarmaError } from '@carillon/zadarma';
import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { type Connection, findConnection } from '../../provider/connection.ts';
import { askProvider, providerProblem } from '../../provider/provider-problem.ts';
import { askAgainSoon } from '../../provider/telephony-alerts.ts';
import { guessObstacle } from './reachability.ts';
import type { By, SettingsDeps } from './settings-deps.ts';
import { webhookUrl } from './webhook-url.ts';

/** Where the provider reports calls now, and which events (requirement 1.5). @throws {AppError} `not-connected`, `provider-…`. */
export async function readNotifications(deps: SettingsDeps, workspaceId: string): Promise<NotificationsState> {
  const { connection, client, ours } = await open(deps, workspaceId);
  return stateOf(await askProvider(() => client.callInfo()), { ours, connection });
}

/**
 * Makes the provider report to us: sets our URL, which it tries at once, and the six switches, then reads both back.
 *
 * @throws {AppError} `other-url-registered` with the `url` unless `replace`; `provider-refused`, with the likeliest cause, when the
 *   provider did not get its echo.
 */
export async function registerNotifications(
  deps: SettingsDeps,
  by: By,
  { replace }: { replace: boolean },
): Promise<NotificationsState> {
  const { connection, client, ours } = await open(deps, by.workspaceId);
  const before = await askProvider(() => client.callInfo());
  if (before.url !== null && !sameUrl(before.url, ours) && !replace) throw otherUrl(before.url);
  await setUrl(client, ours);
  const after = await askProvider(async () => {
    await client.setCallNotifications(ALL_ON);
    return client.callInfo();
  });
  await note(deps, by, { action: 'telephony.notifications-registered', about: { url: ours, before: before.url } });
  return stateOf(after, { ours, connection });
}

/** Takes our URL away from the provider; somebody else's stays, and is told of. */
export async function removeNotifications(deps: SettingsDeps, by: By): Promise<void> {
  const { client, ours } = await open(deps, by.workspaceId);
  const { url } = await askProvider(() => client.callInfo());
  if (url === null) return;
  if (!sameUrl(url, ours)) throw otherUrl(url);
  await askProvider(() => client.deleteCallInfoUrl());
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

export function sameUrl(a: string, b: string): boolean {
  return a.replace(/\/+$/, '') === b.replace(/\/+$/, '');
}

const ALL_ON: CallNotifications = {
  notify_start: true,
  notify_internal: true,
  notify_answer: true,
  notify_end: true,
  notify_out_start: true,
  notify_out_end: true,
};

function stateOf(
  { url, notifications }: CallInfo,
  { ours, connection }: { ours: string; connection: Connection },
): NotificationsState {
  return {
    url,
    ours: url !== null && sameUrl(url, ours),
    flags: CALL_NOTIFICATIONS.map((name) => ({ name, on: notifications[name] })),
    record: connection.recordSeenAt === null ? 'not-yet' : 'seen',
  };
}

const otherUrl = (url: string): AppError =>
  new AppError('other-url-registered', `The provider reports to another address: ${url}`, { more: { url } });

async function open(deps: SettingsDeps, workspaceId: string) {
  const connection = await inWorkspace(deps.db, workspaceId, (tx) => findConnection(tx, workspaceId));
  return { connection, client: deps.clients.clientFor(connection), ours: webhookUrl(deps, connection.slug) };
}

function note(deps: SettingsDeps, by: By, { action, about }: { action: string; about: Record<string, unknown> }): Promise<void> {
  return inWorkspace(deps.db, by.workspaceId, async (tx) => {
    await audit(tx, { ...by, action, about, at: deps.now() });
    await askAgainSoon(tx, await findConnection(tx, by.workspaceId));
  });
}
