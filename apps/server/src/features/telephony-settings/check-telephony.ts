import type { TelephonyCheck } from '@carillon/contract';
import { CALL_NOTIFICATIONS, type CallInfo } from '@carillon/zadarma';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { type Connection, findConnection, isConnected } from '../../provider/connection.ts';
import { askProvider } from '../../provider/provider-problem.ts';
import { readAlerts } from '../../provider/telephony-alerts.ts';
import { checkWorkspace, type Item } from './check-workspace.ts';
import { sameUrl, setUrl } from './notifications.ts';
import { obviousObstacle } from './reachability.ts';
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
    const answer = await askCallInfo(deps, connection);
    const registered = answer.info !== undefined && answer.info.url !== null && sameUrl(answer.info.url, ours);
    const reachable = registered ? await askForEcho(connection, ours) : unregisteredItem(ours);
    return { alerts, items: [reachable, answer.keys, notificationsItem(answer.info, ours), ...others] };
  };
}

type Answer = { keys: Item; info: CallInfo | undefined };

async function askCallInfo(deps: SettingsDeps, connection: Connection): Promise<Answer> {
  if (!isConnected(connection)) {
    return { keys: { name: 'keys', ok: false, code: 'not-connected', detail: 'No keys yet.' }, info: undefined };
  }
  try {
    const info = await askProvider(() => deps.clients.clientFor(connection).callInfo());
    return { keys: { name: 'keys', ok: true, code: 'verified', detail: 'The provider accepts the keys.' }, info };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const knows = error.code === 'provider-refused' || error.code === 'not-connected';
    return { keys: { name: 'keys', ok: knows ? false : null, code: error.code, detail: error.message }, info: undefined };
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

function notificationsItem(info: CallInfo | undefined, ours: string): Item {
  if (info === undefined)
    return { name: 'notifications', ok: null, code: 'not-checked', detail: 'Not known: the provider did not tell.' };
  if (info.url === null)
    return {
      name: 'notifications',
      ok: false,
      code: 'no-url',
      detail: 'The provider reports calls to nobody: connect notifications.',
    };
  if (!sameUrl(info.url, ours))
    return {
      name: 'notifications',
      ok: false,
      code: 'other-url',
      detail: `The provider reports to another address: ${info.url}`,
    };
  const off = CALL_NOTIFICATIONS.filter((name) => !info.notifications[name]);
  if (off.length > 0)
    return { name: 'notifications', ok: false, code: 'flags-off', detail: `Switched off: ${off.join(', ').toUpperCase()}.` };
  return { name: 'notifications', ok: true, code: 'verified', detail: 'The provider reports to our address, all six kinds.' };
}
