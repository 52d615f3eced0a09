import type { Balance } from '@carillon/contract';
import { inWorkspace } from '../../db/in-workspace.ts';
import { findConnection } from '../../provider/connection.ts';
import { askProvider } from '../../provider/provider-problem.ts';
import type { SettingsDeps } from './settings-deps.ts';

export type ReadBalance = (workspaceId: string) => Promise<Balance>;

const KEPT_MS = 60_000;

/**
 * Reads the account's balance, at most once a minute for each state of the connection (requirement 2.6). A failure is not kept.
 *
 * @throws {AppError} `not-connected`, `provider-unavailable`, `provider-refused`, `provider-limit`.
 */
export function balanceReader(deps: SettingsDeps): ReadBalance {
  const kept = new Map<string, { version: number; balance: Balance }>();
  return async (workspaceId) => {
    const connection = await inWorkspace(deps.db, workspaceId, (tx) => findConnection(tx, workspaceId));
    const client = deps.clients.clientFor(connection);
    const before = kept.get(connection.id);
    const isFresh = before && before.version === connection.version && +deps.now() - Date.parse(before.balance.at) < KEPT_MS;
    if (isFresh) return before.balance;
    const { balance, currency } = await askProvider(() => client.balance());
    const now = { balance, currency, at: deps.now().toISOString() };
    kept.set(connection.id, { version: connection.version, balance: now });
    return now;
  };
}
