import { sql } from 'kysely';
import type { Tx } from '../../db/in-workspace.ts';
import { AppError } from '../../errors.ts';
import type { Identity } from '../../http/identity.ts';
import { type Connection, findConnection, isConnected } from '../../provider/connection.ts';
import type { Provider, WebPhoneEntry } from '../../provider/providers.ts';

export type MyPhone = { connection: Connection; extension: string; entry: WebPhoneEntry };

/**
 * The browser phone of whoever asks, and of nobody else.
 *
 * @throws {AppError} `not-connected`, `no-extension`; `browser-phone-off` where it is off for the workspace or for them, or the provider has none.
 */
export async function readMyPhone(
  tx: Tx,
  providers: readonly Provider[],
  { workspaceId, userId }: Pick<Identity, 'workspaceId' | 'userId'>,
): Promise<MyPhone> {
  const connection = await findConnection(tx, workspaceId);
  if (!isConnected(connection)) throw new AppError('not-connected', 'No PBX is connected: enter the key and the secret first.');
  const entry = providers.find(({ id }) => id === connection.provider)?.webPhone ?? null;
  const { rows } = await sql<{ device: string; extension: string | null }>`
    select u.call_device as device, e.extension from users u
    left join extensions e on e.workspace_id = u.workspace_id and e.connection_id = ${connection.id} and e.user_id = u.id and e.vanished_at is null
    where u.workspace_id = ${workspaceId} and u.id = ${userId}
  `.execute(tx);
  if (entry === null || !connection.dialling.browserPhone || rows[0]?.device !== 'browser') {
    throw new AppError('browser-phone-off', 'The browser phone is switched off for you: an administrator can switch it on.');
  }
  const { extension } = rows[0];
  if (extension === null) throw new AppError('no-extension', 'You have no extension: an administrator gives them out.');
  return { connection, extension, entry };
}
