import type { TelephonyCheck } from '@carillon/contract';
import { type AccountWebhooks, CALL_NOTIFICATIONS, type CallInfo } from '@carillon/zadarma';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { type Connection, findConnection, isConnected } from '../../provider/connection.ts';
import { askProvider } from '../../provider/provider-problem.ts';
import { readAlerts } from '../../provider/telephony-alerts.ts';
import { checkWorkspace, type Item } from './check-workspace.ts';
import { newsOff, readAccountNews } from './account-news.ts';
import { setUrl } from './notifications.ts';
import { obviousObstacle } from './reachability.ts';
import { isElsewhere, sameUrl } from './same-url.ts';
import type { SettingsDeps } from './settings-deps.ts';
import { webhookUrl } from './webhook-url.ts';

export type CheckTelephony = (workspaceId: string) => Promise<TelephonyCheck>;

const ECHO_KEPT_MS = 60_000; // the page looks again every few seconds; the provider need not call us each time

/** The checklist of requirement 11.2. Never fails because of the provider: what it says of itself is an item. */
export function telephonyChecker(deps: SettingsDeps): CheckTelephony {
  const echoes = new Map<string, { at: number; version: number; item: Item }>();

  const askForEcho = async (connection: Connection, ours: string): Promise<Item> => {
    const kept = echoes.get(connection.id);
    if (kept && kept.version === connection.version && Date.now() - kept.at < ECHO_KEPT_MS) return kept.item;
    const item = await echoItem(deps, connection, ours);
    if (item.ok === true) echoes.set(connection.id, { at: Date.now(), version: connection.version, item }); // a repair shows at once
    return item;
  };

  return async (workspaceId) => {
    const { connection, others, alerts } = await inWorkspace(deps.db, workspaceId, async (tx) => {
      const found = await findConnection(tx, workspaceId);
      return { connection: found, others: await checkWorkspace(tx, found), alerts: await readAlerts(tx, found) };
    });
    const ours = webhookUrl(deps, connection.slug);
    const answer = await askWhatIsReported(deps, connection);
    const registered = answer.info !== undefined && answer.info.url !== null && sameUrl(answer.info.url, ours);
    const reachable = registered ? await askForEcho(connection, ours) : unregisteredItem(ours);
    return { alerts, items: [reachable, answer.keys, notificationsItem(answer, ours), ...others] };
  };
}

/** `account`: null when the provider did not tell. */
type Answer = { keys: Item; info: CallInfo | undefined; account: AccountWebhooks | null };

async function askWhatIsReported(deps: SettingsDeps, connection: Connection): Promise<Answer> {
  if (!isConnected(connection)) {
    return { keys: { name: 'keys', ok: false, code: 'not-connected', detail: 'No keys yet.' }, info: undefined, account: null };
  }
  try {
    const info = await askProvider(() => deps.clients.clientFor(connection).callInfo());
    const account = await readAccountNews(deps, connection);
    return { keys: { name: 'keys', ok: true, code: 'verified', detail: 'The provider accepts the keys.' }, info, account };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const knows = error.code === 'provider-refused' || error.code === 'not-connected';
    return {
      keys: { name: 'keys', ok: knows ? false : null, code: error.code, detail: error.message },
      info: undefined,
      account: null,
    };
  }
}

/** Setting the URL that is set already makes the provider ask for its echo, and changes nothing. */
async function echoItem(deps: SettingsDeps, connection: Connection, ours: string): Promise<Item> {
  try {
    await setUrl(deps.clients.clientFor(connection), ours);
    return { name: 'reachable', ok: true, code: 'verified', detail: 'The provider has just reached this server.' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { name: 'reachable', ok: error.code === 'provider-refused' ? false : null, code: error.code, detail: error.message };
  }
}

function unregisteredItem(ours: string): Item {
  const obstacle = obviousObstacle(ours);
  if (obstacle) return { name: 'reachable', ok: false, code: obstacle.code, detail: obstacle.words };
  return {
    name: 'reachable',
    ok: null,
    code: 'not-checked',
    detail: 'The provider tries the address when notifications are connected.',
  };
}

const notifications = (ok: boolean | null, code: string, detail: string): Item => ({ name: 'notifications', ok, code, detail });

function notificationsItem({ info, account }: Answer, ours: string): Item {
  if (info === undefined) return notifications(null, 'not-checked', 'Not known: the provider did not tell.');
  if (info.url === null) return notifications(false, 'no-url', 'The provider reports calls to nobody: connect notifications.');
  if (!sameUrl(info.url, ours)) return notifications(false, 'other-url', `The provider reports to another address: ${info.url}`);
  const off = CALL_NOTIFICATIONS.filter((name) => !info.notifications[name]);
  if (off.length > 0) return notifications(false, 'flags-off', `Switched off: ${off.join(', ').toUpperCase()}.`);
  return account === null ? allSix('') : accountItem(account, ours);
}

/** Another system may keep what is no call: then calls are all we are told of, by choice. */
function accountItem(account: AccountWebhooks, ours: string): Item {
  if (account.url === null)
    return notifications(false, 'account-nowhere', 'The provider reports texts and finished transcripts to nobody.');
  if (isElsewhere(account.url, ours)) return allSix(` Texts and finished transcripts go elsewhere: ${account.url}`);
  const off = newsOff(account);
  if (off.length > 0) return notifications(false, 'flags-off', `Switched off: ${off.join(', ').toUpperCase()}.`);
  return allSix('');
}

const allSix = (more: string): Item =>
  notifications(
    true,
    more === '' ? 'verified' : 'account-elsewhere',
    `The provider reports to our address, all six kinds of calls.${more}`,
  );
