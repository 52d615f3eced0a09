import { audit } from '../../audit/audit.ts';
import { inWorkspace } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import { findConnection, touchConnection } from '../../provider/connection.ts';
import { removeNotifications } from './notifications.ts';
import type { By, SettingsDeps } from './settings-deps.ts';

/**
 * Removes the keys; first, if asked, our URL at the provider (requirement 2.8). Extensions, numbers and calls stay.
 *
 * @throws {AppError} when the URL can't be removed: then the keys stay, too, and it can be tried again with or without it.
 */
export async function disconnect(deps: SettingsDeps, by: By, { url }: { url: boolean }): Promise<void> {
  if (url) {
    try {
      await removeNotifications(deps, by);
    } catch (error) {
      const nothingOfOurs =
        error instanceof AppError && (error.code === 'other-url-registered' || error.code === 'not-connected');
      if (!nothingOfOurs) throw error;
    }
  }
  await inWorkspace(deps.db, by.workspaceId, async (tx) => {
    const connection = await findConnection(tx, by.workspaceId, { lock: true });
    await tx
      .updateTable('connections')
      .set({ api_key: null, sealed_secret: null })
      .where('workspace_id', '=', by.workspaceId)
      .where('id', '=', connection.id)
      .execute();
    await touchConnection(tx, connection);
    await audit(tx, { ...by, action: 'telephony.disconnected', about: { url }, at: deps.now() });
  });
}
